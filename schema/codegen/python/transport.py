"""How operations are sent: over HTTP, again where that may help."""

from __future__ import annotations

import email.utils
import http.client
import json
import random
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from typing import IO, Any, Callable, Optional, Protocol, TypeVar, cast

from .errors import AnswerError, HttpError, NetworkError, TerrariumError
from .values import Json, plain

LONGEST_WAIT = 30.0
"""The longest wait between two tries in seconds, and the longest that a gateway may ask for."""


class _PageInfo(Protocol):
    @property
    def has_next_page(self) -> bool: ...

    @property
    def end_cursor(self) -> Optional[str]: ...


class _Page(Protocol):
    @property
    def page_info(self) -> _PageInfo: ...


AnyPage = TypeVar("AnyPage", bound=_Page)


class Transport:
    """
    A gateway and a key. `url` is the gateway's address, such as http://127.0.0.1:4000; a path, where it has one, is
    taken as that of GraphQL. The gateway may be silent for `timeout` seconds, and a query is sent again up to `retries`
    times after 429, 503 or a broken connection.
    """

    def __init__(self, url: str, key: str, *, timeout: float = 60.0, retries: int = 3) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https"):
            raise ValueError(f"An address such as http://127.0.0.1:4000 was wanted; {url} came.")
        self.url = parts._replace(path="/graphql").geturl() if parts.path in ("", "/") else url
        self.timeout = timeout
        self.retries = retries
        self._key = key.strip()
        # An answer that sends elsewhere would take the key along.
        self._opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, document: str, variables: Optional[Mapping[str, Any]] = None) -> Json:
        """The data of the answer to any operation. The methods of Client are typed."""
        body = json.dumps({"query": document, "variables": plain(variables or {})}).encode()
        tries = 0
        while True:
            try:
                return self._ask_once(body)
            except TerrariumError as error:
                asked = error.retry_after or 0.0
                if tries >= self.retries or asked > LONGEST_WAIT or not _may_try_again(error, document):
                    raise
                time.sleep(max(asked, _backoff(tries)))
                tries += 1

    def pages(
        self,
        document: str,
        variables: Mapping[str, Any],
        decode: Callable[[Json], AnyPage],
    ) -> Iterator[AnyPage]:
        """The pages of a list, one after the other, each asked for when the one before was read."""
        after = variables.get("after")
        while True:
            page = decode(self.ask(document, {**variables, "after": after}))
            yield page
            if not page.page_info.has_next_page:
                return
            if page.page_info.end_cursor in (None, after):
                raise ValueError("There are more rows, and the page does not say behind which cursor: ask for one row at least.")
            after = page.page_info.end_cursor

    def _ask_once(self, body: bytes) -> Json:
        headers = {
            "content-type": "application/json",
            "accept": "application/json",
            "authorization": f"Bearer {self._key}",
        }
        request = urllib.request.Request(self.url, data=body, headers=headers, method="POST")
        try:
            try:
                with self._opener.open(request, timeout=self.timeout) as response:
                    return _data_of(self.url, response.status, response.headers.get("retry-after"), response.read())
            except urllib.error.HTTPError as refusal:
                with refusal:
                    return _data_of(self.url, refusal.code, refusal.headers.get("retry-after"), refusal.read())
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise NetworkError(f"{self.url} could not be asked: {reason}") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def _data_of(url: str, status: int, wait: Optional[str], body: bytes) -> Json:
    text = body.decode("utf-8", "replace")
    retry_after = _retry_after(wait)
    answer = _answer_in(text)
    faults: Any = answer.get("errors")
    if isinstance(faults, list) and faults and isinstance(faults[0], dict):
        raise AnswerError(cast("list[Any]", faults), status=status, retry_after=retry_after)
    data: Any = answer.get("data")
    if status != 200 or not isinstance(data, dict):
        raise HttpError(url, status, text, retry_after=retry_after)
    return cast(Json, data)


def _answer_in(text: str) -> Json:
    """What is no answer of GraphQL, such as a page of a proxy, holds nothing."""
    try:
        answer: object = json.loads(text)
    except ValueError:
        return {}
    return cast(Json, answer) if isinstance(answer, dict) else {}


def _retry_after(value: Optional[str]) -> Optional[float]:
    """Seconds, or a date."""
    if value is None:
        return None
    if re.fullmatch("[0-9]+", value):
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _may_try_again(error: TerrariumError, document: str) -> bool:
    """
    429 and 503 say that nothing was done. What broke on the way may have been done, so only what reads is sent again.
    """
    if error.status in (429, 503):
        return True
    is_broken = isinstance(error, NetworkError) or error.status in (502, 504)
    return is_broken and not re.search(r"^\s*mutation\b", document, re.MULTILINE)


def _backoff(tries: int) -> float:
    """Doubled each time, and never the same for two clients."""
    return min(LONGEST_WAIT, 0.25 * 2.0**tries) * random.uniform(0.5, 1.0)
