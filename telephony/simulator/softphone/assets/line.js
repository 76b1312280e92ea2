// The connection to the telephone network.

export class Line extends EventTarget {
  connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/phone/ws`);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => this.take(data);
    this.socket.onclose = () => {
      this.emit("lost");
      setTimeout(() => this.connect(), 2000);
    };
  }

  take(data) {
    if (typeof data === "string") {
      const message = JSON.parse(data);
      this.emit(message.type, message);
    } else {
      this.emit("sound", new Uint8Array(data));
    }
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  tell(message) {
    this.send(JSON.stringify(message));
  }

  send(data) {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(data);
    }
  }
}
