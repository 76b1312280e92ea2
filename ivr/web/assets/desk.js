// The desk's page: keeps clocks, leaves alone what has not changed, and says when the connection
// is lost. Events come through htmx's SSE extension.
"use strict";
(() => {
  const SILENCE_MS = 40_000; // the line sends something every 15 s
  const desk = document.getElementById("desk");
  const lost = document.getElementById("connection");
  let source = null;
  let heardAt = Date.now();

  htmx.createEventSource = (url) => {
    source = new EventSource(url);
    heardAt = Date.now();
    return source;
  };

  const connected = () => {
    heardAt = Date.now();
    lost.hidden = true;
  };
  const disconnected = () => {
    lost.hidden = false;
  };

  desk.addEventListener("htmx:sseOpen", connected);
  desk.addEventListener("htmx:sseError", () => {
    disconnected();
    if (source.readyState === EventSource.CLOSED) {
      // htmx leads to the sign-in page where this session has ended
      htmx.ajax("GET", "/desk/customer", { target: "#ended", swap: "none" });
    }
  });
  window.addEventListener("offline", disconnected);

  // What is shown already is not shown anew: forms, focus and screen readers are left in peace.
  desk.addEventListener("htmx:sseBeforeMessage", (event) => {
    connected();
    const part = event.target;
    const mark = event.detail.lastEventId;
    if (mark === "ended") {
      location.reload();
    }
    if (mark && part.dataset.mark === mark) {
      event.preventDefault();
      return;
    }
    part.dataset.mark = mark;
    part.dataset.hadFocus = part.contains(document.activeElement) ? "yes" : "";
  });

  // Focus that went with a button that is gone goes to the call's heading.
  const keepFocus = (part) => {
    if (part.dataset.hadFocus && document.activeElement === document.body) {
      document.getElementById("card-title")?.focus();
    }
  };
  desk.addEventListener("htmx:sseMessage", (event) => keepFocus(event.target));
  let focused = false;
  desk.addEventListener("htmx:beforeRequest", (event) => {
    focused = event.target.contains(document.activeElement);
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    if (focused && document.activeElement === document.body) {
      document.getElementById("card-title")?.focus();
    }
  });

  // Alt and the letter that a button shows press it, whatever has the focus.
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code.startsWith("Key")) {
      const button = desk.querySelector(`[aria-keyshortcuts="Alt+${event.code.slice(3)}"]`);
      if (button) {
        event.preventDefault();
        button.click();
      }
    }
  });

  // Refusals carry a sentence, which is shown too.
  desk.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseText.includes('id="told"')) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  desk.addEventListener("htmx:sendError", () => {
    document.getElementById("told").textContent = "That was not sent: the connection is lost.";
  });

  const clock = (ms) => {
    const seconds = Math.max(0, Math.round(ms / 1000));
    const minutes = Math.floor(seconds / 60);
    const rest = String(seconds % 60).padStart(2, "0");
    if (minutes < 60) {
      return `${minutes}:${rest}`;
    }
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
  };
  const tick = () => {
    const now = Date.now();
    for (const each of document.querySelectorAll("[data-since]")) {
      each.textContent = clock(now - Date.parse(each.dataset.since));
    }
    for (const each of document.querySelectorAll("[data-until]")) {
      each.textContent = clock(Date.parse(each.dataset.until) - now);
    }
    if (source && now - heardAt > SILENCE_MS) {
      heardAt = now;
      source.close();
      source.onerror(new Event("error"));
    }
  };
  const scrollTalk = () => {
    const talk = document.querySelector("#talk .scroll");
    if (talk) {
      talk.scrollTop = talk.scrollHeight;
    }
  };
  document.addEventListener("htmx:oobAfterSwap", tick);
  desk.addEventListener("htmx:sseMessage", () => {
    tick();
    scrollTalk();
  });
  setInterval(tick, 1000);
  tick();
  scrollTalk();
})();
