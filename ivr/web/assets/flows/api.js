// Requests of the editor; a refusal is an error that carries the sentence for whoever asked.

export class Refused extends Error {
  constructor(status, body) {
    super(body.error || "That did not work. Try again.");
    this.status = status;
    this.body = body;
  }
}

const AWAY = "The line can't be reached just now. What you change is not stored.";

async function asked(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused(0, { error: AWAY });
  }
  if (!response.ok) {
    throw new Refused(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

export async function get(path) {
  return (await asked(path, {})).json();
}

export async function send(path, token, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return asked(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export async function post(path, token, body) {
  return (await send(path, token, body)).json();
}
