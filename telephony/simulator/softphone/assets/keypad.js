// Twelve keys, for the mouse, the finger and the keyboard.

const KEYS = [
  ["1", ""], ["2", "ABC"], ["3", "DEF"],
  ["4", "GHI"], ["5", "JKL"], ["6", "MNO"],
  ["7", "PQRS"], ["8", "TUV"], ["9", "WXYZ"],
  ["*", ""], ["0", "+"], ["#", ""],
];
const NAMES = { "*": "star", "#": "hash" };
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];

export function frequenciesOf(digit) {
  const index = KEYS.findIndex(([key]) => key === digit);
  return [ROWS[Math.floor(index / 3)], COLUMNS[index % 3]];
}

export function makeKeypad(place, press) {
  const buttons = new Map();
  for (const [digit, letters] of KEYS) {
    const button = document.createElement("button");
    const small = document.createElement("small");
    button.type = "button";
    button.dataset.digit = digit;
    button.setAttribute("aria-label", NAMES[digit] ?? digit);
    small.textContent = letters;
    button.append(digit, small);
    button.addEventListener("click", () => press(digit));
    buttons.set(digit, button);
    place.append(button);
  }
  document.addEventListener("keydown", (event) => {
    const button = buttons.get(event.key);
    const typing = event.target.matches("input, select");
    if (button && !button.disabled && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      button.classList.add("down");
      setTimeout(() => button.classList.remove("down"), 120);
      press(event.key);
    }
  });
  return [...buttons.values()];
}
