// The page: what is shown when, and what its controls do.

import { AgentDesk } from "./agent.js";
import { Audio } from "./audio.js";
import { CallLog, clockOf } from "./call-log.js";
import { frequenciesOf, makeKeypad } from "./keypad.js";
import { Line } from "./line.js";
import { Meter } from "./meters.js";
import { Texts } from "./texts.js";

const PHRASES = ["Where is my order?", "Can I speak to a person?", "Yes", "No", "Please say that again"];
const STATES = {
  ringing: "Ringing",
  "in-progress": "In call",
  completed: "Call ended",
  busy: "The line is busy",
  failed: "The call could not be connected",
  "no-answer": "You hung up before an answer",
  canceled: "The call was cancelled",
};
const INCOMING = {
  ...STATES,
  busy: "You declined the call",
  "no-answer": "The call rang out",
  canceled: "The line stopped calling",
};
const RINGING = [440, 480];
const WITHOUT_MICROPHONE = "The keypad and “Say it for me” work without it.";

const at = (id) => document.getElementById(id);
const line = new Line();
const audio = new Audio();
const log = new CallLog(at("log"));
const texts = new Texts(at("texts-card"), at("texts"));
const desk = { form: at("agent"), name: at("agent-name"), button: at("agent-switch"), state: at("agent-state") };
const meters = { you: new Meter(at("meter-you")), line: new Meter(at("meter-line")) };
const keys = makeKeypad(at("keypad"), pressKey);
let status = "idle";
let caller = "";
let answeredAt = 0;

const written = (number) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3");
const inCall = () => status === "in-progress";
const busy = () => status === "starting" || status === "ringing" || inCall();
const rings = () => status === "ringing" && caller !== "";

function show() {
  const call = at("call");
  call.dataset.action = busy() && !rings() ? "hang-up" : "call";
  at("call-word").textContent = rings() ? "Answer" : busy() ? "Hang up" : "Call";
  at("mute").hidden = rings();
  at("decline").hidden = !rings();
  document.title = rings() ? "Incoming call" : "Warmline softphone";
  at("number").disabled = busy();
  at("own").disabled = busy();
  at("mute").disabled = !inCall() || !audio.microphone;
  at("speak").disabled = !inCall();
  for (const button of [...keys, ...at("phrases").children]) {
    button.disabled = !inCall();
  }
}

function badge(state, text) {
  at("line").dataset.state = state;
  at("line").textContent = text;
}

function note(text) {
  at("note").textContent = text;
  at("note").hidden = !text;
}

async function placeCall() {
  if (!at("own").reportValidity()) {
    return;
  }
  status = "starting";
  log.begin();
  show();
  await startAudio();
  if (status === "starting") {
    line.tell({ type: "call", to: at("number").value, from: at("own").value });
  }
}

async function startAudio() {
  let why;
  try {
    why = await audio.start();
  } catch {
    why = "This browser cannot play the call's sound.";
  }
  note(why ? `${why} ${WITHOUT_MICROPHONE}` : "");
}

async function answer() {
  await startAudio();
  line.tell({ type: "answer" });
}

function press() {
  if (rings()) {
    answer();
  } else if (busy()) {
    hangUp();
  } else {
    placeCall();
  }
}

function hangUp() {
  if (status === "starting") {
    status = "idle";
    show();
  }
  line.tell({ type: "hang_up" });
}

function pressKey(digit) {
  line.tell({ type: "key", digit });
  audio.tone(frequenciesOf(digit));
  log.addKey(digit);
}

function speak(words) {
  if (words.trim() && inCall()) {
    line.tell({ type: "say", text: words.trim() });
  }
}

function mute(muted) {
  audio.muted = muted;
  at("mute").setAttribute("aria-pressed", String(muted));
  at("mute").querySelector("span").textContent = muted ? "Muted" : "Mute";
}

function becomes({ status: next, direction, from }) {
  if (next === "ringing" && direction === "incoming") {
    log.begin();
  }
  caller = direction === "incoming" ? from : "";
  status = next;
  const words = rings() ? `Call from ${written(caller)}` : (caller ? INCOMING : STATES)[next];
  at("state").textContent = words;
  log.add(words);
  if (next === "in-progress") {
    answeredAt = Date.now();
    badge("in-call", "In call");
  } else if (next === "ringing") {
    badge("ringing", "Ringing");
    at("timer").textContent = "0:00";
  } else {
    rest();
  }
  show();
}

function rest() {
  badge("ready", "Ready");
  mute(false);
  audio.closeMicrophone();
  meters.you.rest();
  meters.line.rest();
}

line.addEventListener("ready", ({ detail }) => {
  texts.clear();
  at("number").replaceChildren(...detail.numbers.map((number) => new Option(written(number), number)));
  at("call").disabled = detail.numbers.length === 0;
  at("state").textContent = detail.numbers.length ? "Ready to call" : "The account has no number to call";
  badge("ready", "Ready");
  note(detail.speed === 1 ? "" : "This network does not run in real time, so speech sounds broken.");
});
line.addEventListener("lost", () => {
  status = "idle";
  at("state").textContent = "The network cannot be reached";
  at("call").disabled = true;
  rest();
  badge("lost", "No line");
  show();
});
line.addEventListener("state", ({ detail }) => becomes(detail));
line.addEventListener("spoken", ({ detail }) => log.add(`You said: ${detail.text}`));
line.addEventListener("text", ({ detail }) => texts.add(written(detail.to), detail.body));
line.addEventListener("refused", ({ detail }) => {
  log.add(detail.why);
  if (status === "starting") {
    status = "idle";
    at("state").textContent = detail.why;
    rest();
    show();
  }
});
line.addEventListener("sound", ({ detail }) => audio.play(detail));
audio.onFrame = (mulaw) => inCall() && line.send(mulaw);
audio.onLevel = (side, peak) => inCall() && meters[side].show(peak);

at("call").addEventListener("click", press);
at("decline").addEventListener("click", hangUp);
at("mute").addEventListener("click", () => mute(!audio.muted));
at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  speak(at("words").value);
  at("words").value = "";
});
for (const phrase of PHRASES) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = phrase;
  button.addEventListener("click", () => speak(phrase));
  at("phrases").append(button);
}
setInterval(() => {
  if (rings()) {
    audio.tone(RINGING);
  }
  if (inCall()) {
    at("timer").textContent = clockOf(Date.now() - answeredAt);
  }
}, 250);

new AgentDesk(desk, line);
show();
line.connect();
