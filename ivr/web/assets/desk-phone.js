// The browser as the agent's telephone, through Twilio's Voice SDK.
"use strict";
(() => {
  const bar = document.getElementById("phone");
  const state = document.getElementById("phone-state");
  const { phoneToken: tokenUrl, silence } = document.getElementById("desk").dataset;
  // The SDK would fetch its sounds from Twilio's host; the desk rings by itself.
  const names = ["incoming", "outgoing", "disconnect", "dtmfs", "dtmfh"];
  for (let key = 0; key < 10; key += 1) {
    names.push(`dtmf${key}`);
  }
  const sounds = Object.fromEntries(names.map((name) => [name, silence]));
  let device = null;
  let call = null;

  const show = (sentence) => {
    state.textContent = sentence;
    const isOpen = call?.status() === "open";
    const isPending = call?.status() === "pending";
    for (const button of bar.querySelectorAll("button")) {
      const forRinging = button.dataset.phone === "answer";
      button.hidden = !(forRinging ? isPending : isOpen || (isPending && !button.dataset.key));
    }
  };
  const token = async () => {
    const answer = await fetch(tokenUrl);
    if (!answer.ok) {
      throw new Error("no token");
    }
    return (await answer.json()).token;
  };
  const over = () => {
    call = null;
    show("Your browser is your telephone.");
  };
  const incoming = (coming) => {
    call = coming;
    for (const name of ["disconnect", "cancel", "reject", "error"]) {
      call.on(name, over);
    }
    call.on("accept", () => show("You are on the telephone."));
    show("Your browser rings.");
  };
  const answer = () => {
    if (call?.status() === "pending") {
      call.accept();
    }
  };

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.phone === "answer") {
      answer();
    } else if (button?.dataset.phone === "hang-up") {
      call?.status() === "pending" ? call.reject() : call?.disconnect();
    } else if (button?.dataset.key) {
      call?.sendDigits(button.dataset.key);
    }
  });
  // Accepting at the desk picks up too.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.querySelector?.("#accept")) {
      answer();
    }
  });

  const start = async () => {
    const options = { codecPreferences: ["opus", "pcmu"], sounds };
    device = new Twilio.Device(await token(), options);
    device.on("incoming", incoming);
    device.on("registered", over);
    device.on("unregistered", () => show("Your browser is no telephone now. Reload the page."));
    device.on("error", () => show("Your browser's telephone has a problem. Reload the page."));
    device.on("tokenWillExpire", async () => device.updateToken(await token()));
    await device.register();
  };
  start().catch(() => show("Your browser can't be your telephone now. Reload the page."));
})();
