// Text messages the network delivered, the newest first; links in them can be followed.

const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/;

export class Texts {
  constructor(card, list) {
    this.card = card;
    this.list = list;
  }

  clear() {
    this.list.replaceChildren();
    this.card.hidden = true;
  }

  add(to, body) {
    const item = document.createElement("li");
    const receiver = document.createElement("span");
    const words = document.createElement("p");
    receiver.className = "quiet";
    receiver.textContent = `To ${to}`;
    words.append(...body.split(LINK).map((part) => (LINK.test(part) ? linkTo(part) : part)));
    item.append(receiver, words);
    this.list.prepend(item);
    this.card.hidden = false;
  }
}

function linkTo(address) {
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.textContent = address;
  return link;
}
