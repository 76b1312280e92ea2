// The list of documents: begins a new flow.
import { post } from "./api.js";

const dialog = document.getElementById("new-flow");
const title = document.getElementById("new-title");
const name = document.getElementById("new-name");
const problem = document.getElementById("new-problem");
let named = false;

document.getElementById("begin").addEventListener("click", () => dialog.showModal());
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
name.addEventListener("input", () => {
  named = name.value !== "";
});
title.addEventListener("input", () => {
  if (named) return;
  const words = title.value.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "_");
  name.value = words.replace(/^[_0-9]+|_+$/g, "");
});
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  problem.hidden = true;
  try {
    const asked = { name: name.value, title: title.value };
    location.href = (await post("/flows/api/documents", dialog.dataset.token, asked)).page;
  } catch (refused) {
    problem.textContent = refused.message;
    problem.hidden = false;
  }
});
