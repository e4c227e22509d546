// Development only: shows what was saved. The server sends `article` when an article changed and `app` when the app did.
(() => {
  const events = new EventSource("/dev/events");

  // The app may show the new text in place, which keeps everything else as it is.
  events.addEventListener("article", () => {
    const news = new CustomEvent("kizuna:article-saved", { cancelable: true });
    if (window.dispatchEvent(news)) location.reload();
  });

  const files = (page) => [...page.querySelectorAll("script[src], link[rel=modulepreload], link[rel=preload]")]
    .map((tag) => tag.getAttribute("src") ?? tag.getAttribute("href"))
    .join();

  const refresh = async () => {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const build = (page) => page.querySelector("meta[name=kizuna-build]")?.content;
    if (build(fresh) === build(document)) return;
    const sheet = (page) => page.querySelector("link[rel=stylesheet]");
    if (files(fresh) !== files(document)) {
      location.reload();
    } else {
      document.querySelector("meta[name=kizuna-build]").content = build(fresh);
      sheet(document).href = sheet(fresh).getAttribute("href");
    }
  };
  events.addEventListener("app", refresh);
  // A server that came back may have been built anew together with the app.
  events.addEventListener("open", refresh);
})();
