/** The explorer's page: Altair, told where to ask and what to offer. */
import { type AltairConfigOptions, getAltairHtml } from "altair-static";
import { EXAMPLES, type Example } from "./examples.ts";

export type ExplorerPage = {
  /** Stands in the page's content security policy, new for every answer. */
  nonce: string;
  /** The key to fill in, or null where whoever asks has to bring it. */
  key: string | null;
};

/** What Altair's tabs say for the key: one place to change it, and it is not on show in every tab. */
const KEY = "Bearer {{key}}";

const tab: AltairConfigOptions = {
  initialHeaders: { authorization: KEY },
  initialSubscriptionRequestHandlerId: "graphql-ws",
  initialSubscriptionsPayload: { authorization: KEY },
};

const tabs = EXAMPLES.map(tabOf);

const altair = getAltairHtml().replace(/<title>.*?<\/title>/, "<title>Terrarium explorer</title>");

export function explorerPage({ nonce, key }: ExplorerPage): string {
  return altair
    .replace(
      /<base.*?>/,
      () => `<base href="/explorer/">${hidden(nonce)}${script(nonce, trustedStyles(nonce))}`,
    )
    .replace("<style>", `<style nonce="${nonce}">`)
    .replace("</body>", () => `${script(nonce, start(optionsOf(nonce, key)), "module")}</body>`);
}

// What would be in the way: a message over the answer whenever a tab has read the schema, and the tabs of the scripts
// before and after a request, which the policy does not let run.
function hidden(nonce: string): string {
  const scripts = [2, 3].map((place) => `app-query-editor .ant-tabs-tab:nth-child(${place})`);
  return `<style nonce="${nonce}">:is(.toast-success, ${scripts.join()}) { display: none !important }</style>`;
}

function script(nonce: string, text: string, type = "text/javascript"): string {
  return `<script type="${type}" nonce="${nonce}">${text}</script>`;
}

// Angular sets styles as attributes, and some of the libraries in Altair add styles and know of no nonce. The policy
// keeps out what comes as text, and a script that runs here may style the page as it likes in any case.
function trustedStyles(nonce: string): string {
  return `
const { createElement } = Document.prototype;
Document.prototype.createElement = function (...given) {
  const element = createElement.apply(this, given);
  if (element instanceof HTMLStyleElement) element.nonce = ${asScript(nonce)};
  return element;
};
const { setAttribute } = Element.prototype;
Element.prototype.setAttribute = function (name, value) {
  if (name === "style") this.style.cssText = value;
  else setAttribute.call(this, name, value);
};
`;
}

function optionsOf(nonce: string, key: string | null): AltairConfigOptions {
  return {
    ...tab,
    cspNonce: nonce,
    initialWindows: tabs,
    initialEnvironments: environments(key),
    // A tab that an earlier visit left would ask with the key of then.
    preserveState: false,
    // Nothing that asks elsewhere: news, updates, accounts.
    disableAccount: true,
    persistedSettings: {
      "banners.disable": true,
      "alert.disableUpdateNotification": true,
      disablePushNotification: true,
      "schema.reloadOnStart": key !== null,
    },
  };
}

function environments(key: string | null): AltairConfigOptions["initialEnvironments"] {
  const title = key === null ? "Put your key in here" : "Key filled in";
  return {
    activeSubEnvironment: "key",
    subEnvironments: [{ id: "key", title, variables: { key: key ?? "" } }],
  };
}

function tabOf({ name, description, operation }: Example): AltairConfigOptions {
  return {
    ...tab,
    initialName: name,
    initialQuery: `# ${description}\n${operation}\n`,
  };
}

// The page alone knows by what address it was reached. Altair shows the tab that it opened last: the first is better.
function start(options: AltairConfigOptions): string {
  return `
const address = new URL("/graphql", location.origin);
const socket = new URL(address);
socket.protocol = address.protocol.replace("http", "ws");
const place = { endpointURL: address.href, subscriptionsEndpoint: socket.href };
const options = ${asScript(options)};
const initialWindows = options.initialWindows.map((tab) => ({ ...tab, ...place }));
new MutationObserver((_changes, watch) => {
  const tabs = document.querySelectorAll(".window-switcher__input");
  if (!tabs[initialWindows.length - 1]?.closest(".window-switcher__item--active")) return;
  watch.disconnect();
  tabs[0].click();
}).observe(document.body, { childList: true, subtree: true, attributes: true });
AltairGraphQL.init({ ...options, ...place, initialWindows });
`;
}

// JSON is JavaScript, but inside HTML a "</script>" or "<!--" in a text would end or change the script.
function asScript(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
