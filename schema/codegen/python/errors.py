"""What can go wrong, told apart by class and by code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional, Union


class TerrariumError(Exception):
    """Everything that a client raises, but for mistakes in the call itself."""

    code: str
    """What to tell errors by: a code of the gateway such as BAD_USER_INPUT, else HTTP_ with the status, or NETWORK."""
    message: str
    status: Optional[int]
    """The status of the HTTP answer, where there was one."""
    retry_after: Optional[float]
    """How many seconds the gateway asks to wait."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: Optional[int] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.retry_after = retry_after


class AnswerError(TerrariumError):
    """The gateway answered, and the answer has errors. The first gives code, message and path; `faults` has all."""

    path: Optional[Sequence[Union[str, int]]]
    faults: Sequence[Any]

    def __init__(
        self,
        faults: Sequence[Any],
        *,
        status: Optional[int] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        first = faults[0]
        extensions: dict[str, Any] = first.get("extensions") or {}
        code: str = extensions.get("code", "UNKNOWN")
        super().__init__(code, first.get("message", ""), status=status, retry_after=retry_after)
        self.path = first.get("path")
        self.faults = faults


class HttpError(TerrariumError):
    """Something answered by HTTP, and not with GraphQL: the gateway's door, or a proxy before it."""

    def __init__(self, url: str, status: int, text: str, *, retry_after: Optional[float] = None) -> None:
        message = f"{url} answered with HTTP {status}: {text[:200]}"
        super().__init__(f"HTTP_{status}", message, status=status, retry_after=retry_after)


class NetworkError(TerrariumError):
    """Nothing answered, or the connection broke."""

    def __init__(self, message: str) -> None:
        super().__init__("NETWORK", message)
