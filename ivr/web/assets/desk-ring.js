// A tone, a title and, where asked for, a notification while a call rings at the desk.
"use strict";
(() => {
  const TITLE = document.title;
  const EVERY_MS = 2500;
  let audio = null;
  let told = null;
  let ringing = null;

  const soundIsOn = () => localStorage.getItem("warmline-sound") !== "off";
  const notifies = () =>
    "Notification" in window &&
    Notification.permission === "granted" &&
    localStorage.getItem("warmline-notify") === "on";

  // Browsers let a page sound only after a key or a click.
  const wake = () => {
    audio ??= new AudioContext();
    audio.resume();
  };
  document.addEventListener("pointerdown", wake);
  document.addEventListener("keydown", wake);

  const beep = (pitchHz, startS) => {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    const at = audio.currentTime + startS;
    tone.frequency.value = pitchHz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.25, at + 0.02);
    gain.gain.setTargetAtTime(0, at + 0.25, 0.08);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.7);
  };
  const ring = () => {
    if (audio?.state === "running" && soundIsOn()) {
      beep(660, 0);
      beep(880, 0.3);
    }
  };

  const look = () => {
    const card = document.querySelector("section.card[data-attempt]");
    const isRinging = card?.dataset.phase === "ringing";
    if (isRinging && told !== card.dataset.attempt) {
      told = card.dataset.attempt;
      announce(card);
    }
    if (isRinging && ringing === null) {
      document.title = `Incoming call · ${TITLE}`;
      ring();
      ringing = setInterval(ring, EVERY_MS);
    } else if (!isRinging && ringing !== null) {
      document.title = TITLE;
      clearInterval(ringing);
      ringing = null;
    }
    showSettings();
  };
  const announce = (card) => {
    if (notifies()) {
      const title = `Incoming call: ${document.getElementById("card-title").textContent}`;
      const options = { body: card.dataset.short, tag: `attempt-${card.dataset.attempt}` };
      new Notification(title, options).onclick = () => window.focus();
    }
  };

  const showSettings = () => {
    document.getElementById("sound")?.setAttribute("aria-pressed", String(soundIsOn()));
    const button = document.getElementById("notify");
    button?.setAttribute("aria-pressed", String(notifies()));
    if (button && "Notification" in window && Notification.permission === "denied") {
      button.disabled = true;
      button.textContent = "Notifications are blocked by your browser";
    }
  };
  document.addEventListener("click", async (event) => {
    if (event.target.closest?.("#sound")) {
      localStorage.setItem("warmline-sound", soundIsOn() ? "off" : "on");
      ring();
      showSettings();
    }
    if (event.target.closest?.("#notify")) {
      const on = !notifies() && (await Notification.requestPermission()) === "granted";
      localStorage.setItem("warmline-notify", on ? "on" : "off");
      showSettings();
    }
  });
  document.addEventListener("htmx:sseMessage", look);
  document.addEventListener("htmx:oobAfterSwap", look);
  look();
})();
