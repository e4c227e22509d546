// What must happen before the app stands and after it has fallen: theme and language before the first paint, the download
// with its progress, a message when that fails, and the way on when the app has broken.
//
// It knows nothing of the app but its file names, which the build writes into the attributes of its tag.
(() => {
  "use strict";

  const { module, wasm, wasmBytes } = document.currentScript.dataset;
  const root = document.documentElement;

  const WORDS = {
    en: {
      slow: "Loading the portal…",
      failed: "The portal could not be loaded. Check your connection.",
      retry: "Try again",
      old: "This browser is too old for the portal. Please update it or use another one.",
      crashTitle: "Something broke",
      crashText: "The mistake is on our side, and we have been told. Load the page again to go on.",
      reload: "Load again",
    },
    ja: {
      slow: "ポータルを読み込んでいます…",
      failed: "ポータルを読み込めませんでした。接続をご確認ください。",
      retry: "もう一度試す",
      old: "このブラウザーは古いため、ポータルを表示できません。更新するか、別のブラウザーをお使いください。",
      crashTitle: "問題が発生しました",
      crashText: "こちら側の不具合で、すでに報告されています。ページを読み込み直して続けてください。",
      reload: "読み込み直す",
    },
    "zh-Hant": {
      slow: "正在載入入口網站…",
      failed: "無法載入入口網站，請檢查網路連線。",
      retry: "再試一次",
      old: "這個瀏覽器版本太舊，無法顯示入口網站。請更新或改用其他瀏覽器。",
      crashTitle: "發生問題",
      crashText: "問題出在我們這邊，系統已自動回報。請重新載入頁面後繼續。",
      reload: "重新載入",
    },
  };

  const saved = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };

  const language = () => {
    const wanted = [saved("kizuna-locale"), ...(navigator.languages || [])];
    const found = wanted.map((tag) => ({ en: "en", ja: "ja", zh: "zh-Hant" })[(tag || "").split("-")[0].toLowerCase()]);
    return found.find(Boolean) || "en";
  };

  root.dataset.theme = saved("kizuna-theme") || root.dataset.theme || "system";
  root.lang = language();
  const words = () => WORDS[root.lang] || WORDS.en;

  const element = (id) => document.getElementById(id);
  const whenParsed = new Promise((parsed) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", parsed, { once: true });
    else parsed();
  });

  const say = async (text, canRetry) => {
    await whenParsed;
    if (!element("boot")) return;
    element("boot-message").textContent = text;
    if (!canRetry) return;
    element("boot-progress").hidden = true;
    const retry = element("boot-retry");
    retry.textContent = words().retry;
    retry.hidden = false;
    retry.onclick = () => location.reload();
    addEventListener("online", () => location.reload(), { once: true });
  };

  const counted = (body) => {
    let received = 0;
    return body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          received += chunk.byteLength;
          const progress = element("boot-progress");
          if (progress) progress.value = Math.min(100, (received / wasmBytes) * 100);
          controller.enqueue(chunk);
        },
      }),
    );
  };

  // A page kept from before a deploy names files that are gone: load it anew, but only once.
  const isStale = () => {
    try {
      if (sessionStorage.getItem("kizuna-stale") === wasm) return false;
      sessionStorage.setItem("kizuna-stale", wasm);
      return true;
    } catch {
      return false;
    }
  };

  // What the server drew is read while the app comes: the app begins to load only when that stands on the screen.
  const drawn = async () => {
    if (!("served" in root.dataset)) return;
    await whenParsed;
    await new Promise((seen) => {
      // In a background tab nothing is painted, and a browser that does not tell must not wait for ever.
      if (document.hidden) seen();
      setTimeout(seen, 1000);
      new PerformanceObserver((paints) => {
        if (paints.getEntriesByName("first-contentful-paint").length) setTimeout(seen);
      }).observe({ type: "paint", buffered: true });
    });
  };

  const start = async () => {
    await drawn();
    const [answer, app] = await Promise.all([fetch(wasm), import(module)]);
    if (!answer.ok) throw new Error(`${wasm}: ${answer.status}`);
    const streamed = new Response(counted(answer.body), { headers: { "content-type": "application/wasm" } });
    // Compiling needs no page, but the app starts at once when it is instantiated, and it needs a body.
    const [compiled] = await Promise.all([WebAssembly.compileStreaming(streamed), whenParsed]);
    await app.default({ module_or_path: compiled });
  };

  const report = (message) => {
    const build = document.querySelector("meta[name=kizuna-build]");
    fetch("/api/v1/error-reports", {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        message: String(message).slice(0, 4000),
        page: location.pathname,
        build: build ? build.content : "",
      }),
    }).catch(() => {});
  };

  let hasCrashed = false;
  const crash = async (message) => {
    if (hasCrashed) return;
    hasCrashed = true;
    await whenParsed;
    report(message);
    const { crashTitle, crashText, reload } = words();
    element("crash-title").textContent = crashTitle;
    element("crash-text").textContent = crashText;
    const button = element("crash-reload");
    button.textContent = reload;
    button.onclick = () => location.reload();
    // What stands behind it answers no more.
    for (const other of document.body.children) other.inert = other.id !== "crash";
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    element("crash").hidden = false;
    button.focus();
  };

  addEventListener("kizuna:crash", (event) => crash(event.detail));
  addEventListener("error", (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) crash(event.error.message);
  });

  const isSupported =
    typeof WebAssembly === "object" &&
    typeof TransformStream === "function" &&
    typeof HTMLDialogElement === "function" &&
    "popover" in HTMLElement.prototype &&
    CSS.supports("color", "light-dark(red, red)");
  if (!isSupported) {
    say(words().old, false);
    return;
  }

  const slow = setTimeout(() => say(words().slow, false), 1500);
  start()
    .catch((error) => {
      if (hasCrashed) return;
      console.error(error);
      if (navigator.onLine && isStale()) location.reload();
      else say(words().failed, true);
    })
    .finally(() => clearTimeout(slow));
})();
