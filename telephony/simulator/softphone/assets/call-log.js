// What happened in the call, with the time since it began.

export class CallLog {
  constructor(list) {
    this.list = list;
    this.began = 0;
    this.keys = null;
  }

  begin() {
    this.list.replaceChildren();
    this.began = Date.now();
    this.keys = null;
  }

  add(text) {
    const item = document.createElement("li");
    const time = document.createElement("time");
    const words = document.createElement("span");
    time.textContent = clockOf(Date.now() - this.began);
    words.textContent = text;
    item.append(time, words);
    this.list.append(item);
    this.list.scrollTop = this.list.scrollHeight;
    this.keys = null;
    return words;
  }

  // Keys pressed one after the other stand in one line.
  addKey(digit) {
    const words = this.keys ?? this.add("You pressed");
    words.textContent += ` ${digit}`;
    this.keys = words;
  }
}

export function clockOf(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
