// Level meters: they jump up and fall slowly.

export class Meter {
  constructor(element) {
    this.element = element;
    this.level = 0;
  }

  // `peak` is 0 to 1 of the loudest; the bar shows 48 dB below it.
  show(peak) {
    const decibels = peak > 0 ? 20 * Math.log10(peak) : -100;
    const now = Math.max(0, Math.min(1, 1 + decibels / 48));
    this.level = Math.max(now, this.level - 0.06);
    this.element.style.transform = `scaleX(${this.level.toFixed(3)})`;
  }

  rest() {
    this.level = 0;
    this.element.style.transform = "scaleX(0)";
  }
}
