// The page's own part: where the terminal is, its size on a phone, keys for fingers, and what is
// said when the connection is lost.
const KEYS = { escape: "\x1b", up: "\x1b[A", down: "\x1b[B", tab: "\t", enter: "\r", look: "\x14" };
const CLOSED = "Answers that were not saved are offered again when you open the same patient.";
const GOES_ON = "The sitting goes on for half an hour; nothing that was answered is lost.";
// What the server says where the hours of a sitting are over; its own page says the rest.
const OVER = 4002;
const SAID = {
  4000: ["The terminal is closed.", CLOSED, "Open again"],
  4001: ["The terminal is shown in another window.", "It is the same sitting.", "Show it here"],
  4003: ["The terminal was ended where it was started.", `${CLOSED} Start it again there.`, "Try again"],
  lost: ["The connection is lost.", `${GOES_ON} Connecting again …`, "Try now"],
};
// Milliseconds between two signs of life, and until silence means that the connection is lost.
const BEAT = 5000;
const SILENCE = 15000;

let socket = null;
let heard = 0;
let closed = false;

const here = new URL("ws", window.location.href);
here.protocol = here.protocol.replace("http", "ws");
here.search = here.hash = "";

window.WebSocket = class extends WebSocket {
  constructor(...told) {
    super(...told);
    socket = this;
    heard = Date.now();
    this.addEventListener("message", () => { heard = Date.now(); });
    this.addEventListener("close", (event) => end(event.code));
  }
};

function end(code) {
  if (closed) return;
  closed = true;
  if (code === OVER) window.location.reload();
  const lost = !(code in SAID);
  const [title, words, button] = SAID[lost ? "lost" : code];
  document.querySelector("#ended-title").textContent = title;
  document.querySelector("#ended-words").textContent = words;
  const again = document.querySelector("#again");
  again.textContent = button;
  document.body.classList.add("-closed");
  document.body.classList.toggle("-lost", lost);
  again.focus();
  if (lost) setInterval(reconnect, 2000);
}

// Whatever answers, the page or one that says why it has ended, is shown.
function reconnect() {
  fetch("there", { cache: "no-store" }).then((answer) => {
    if (answer.ok || answer.status === 403) window.location.reload();
  }, () => {});
}

function beat() {
  if (closed || socket === null) return;
  if (Date.now() - heard > SILENCE) end("lost");
  else if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(["ping", `${Date.now()}`]));
}

function send(keys) {
  if (!closed && socket !== null && socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(["stdin", keys]));
  }
}

// A phone's keyboard covers the page without making it smaller.
function fit() {
  document.body.style.height = `${Math.floor(window.visualViewport.height)}px`;
  window.dispatchEvent(new Event("resize"));
}

document.addEventListener("DOMContentLoaded", () => {
  const terminal = document.querySelector("#terminal");
  terminal.dataset.sessionWebsocketUrl = here.href;
  if (window.innerWidth < 600) terminal.dataset.fontSize = "13";
  if (window.visualViewport) window.visualViewport.addEventListener("resize", fit);
  document.querySelector("#again").addEventListener("click", () => window.location.reload());
  const field = () => document.querySelector(".xterm-helper-textarea");
  document.querySelector("#keys").addEventListener("pointerdown", (event) => event.preventDefault());
  document.querySelector("#keys").addEventListener("click", (event) => {
    const { keys } = event.target.dataset;
    if (keys) send(KEYS[keys]);
    else if (event.target.id === "type") field().focus();
  });
  window.addEventListener("offline", () => end("lost"));
  window.addEventListener("online", () => { if (closed) reconnect(); });
  setInterval(beat, BEAT);
  let typing = false;
  new MutationObserver(() => {
    if (!typing && document.body.classList.contains("-first-byte")) {
      typing = true;
      if (!closed) field().focus();
    }
  }).observe(document.body, { attributeFilter: ["class"] });
});
