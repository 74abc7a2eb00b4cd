
"use strict";
// A citation opens its article beside the brief, at the cited sentence. Without this script the same links lead to
// the source notes and the article texts further down. Text is only ever copied as nodes, never read as markup.
{
  const reader = document.getElementById("reader");
  const [title, credit, note, place, status] = ["title", "credit", "note", "place", "status"]
    .map((name) => document.getElementById(`reader-${name}`));
  const [back, next, shut] = reader.querySelectorAll("button");
  let shown = null; // the citation whose sentence is open

  const host = (link) => link.closest("[id]"); // what a citation stands in: a statement, event, position or source note
  const trail = (link) => [...host(link).querySelectorAll("a[data-sentence]")];
  const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));

  // The text of the cited article, in which this citation and the others of its statement are told apart.
  function marked(text, link) {
    const cited = trail(link).map((each) => each.dataset.sentence);
    for (const mark of text.querySelectorAll("mark")) {
      if (mark.id === link.dataset.sentence) {
        mark.className = "shown";
        mark.tabIndex = -1;
        mark.setAttribute("aria-current", "true");
      } else if (cited.includes(mark.id)) {
        mark.className = "same";
      }
      mark.removeAttribute("id"); // it is the original's
    }
    text.tabIndex = 0; // the arrow keys scroll it
    text.setAttribute("role", "group");
    text.setAttribute("aria-label", "Text of the article");
    return text;
  }

  function fill(link) {
    const article = document.getElementById(link.dataset.sentence).closest("details");
    const text = marked(article.querySelector(".text").cloneNode(true), link);
    const links = trail(link), at = links.indexOf(link);
    title.replaceChildren(...copies(article.querySelector("summary").childNodes));
    title.dir = text.dir;
    credit.replaceChildren(...copies(article.querySelector(".credit").childNodes));
    note.textContent = (host(link).querySelector(".number") ?? link).textContent;
    place.textContent = links.length > 1 ? `${at + 1} of ${links.length}` : "";
    back.hidden = next.hidden = links.length < 2;
    back.setAttribute("aria-disabled", at === 0);
    next.setAttribute("aria-disabled", at === links.length - 1);
    reader.querySelector(".text").replaceWith(text);
  }

  // The words around a citation stay where the reader sees them, whatever the panel does to the width of the page.
  function holding(link, change) {
    const before = link.getBoundingClientRect().top;
    change();
    scrollBy(0, link.getBoundingClientRect().top - before);
    const frame = link.closest(".matrix"); // narrower now, it may have cut off the link
    if (frame) frame.scrollLeft += Math.max(0, link.getBoundingClientRect().right - frame.getBoundingClientRect().right);
    if (reader.hidden) return;
    const now = link.getBoundingClientRect(), panel = reader.getBoundingClientRect();
    if (panel.left < now.right) scrollBy(0, Math.max(0, now.bottom + 12 - panel.top)); // a sheet covers it
  }

  function leave() {
    if (!shown) return;
    host(shown).classList.remove("read");
    shown.removeAttribute("aria-current");
    shown = null;
  }

  function show(link) {
    leave();
    shown = link;
    host(link).classList.add("read");
    link.setAttribute("aria-current", "true");
    fill(link);
    holding(link, () => {
      reader.hidden = false;
      document.documentElement.classList.add("reading");
      bringIn(reader.querySelector(".shown"));
    });
  }

  // Amid its neighbours, unless it is too long for that.
  function bringIn(sentence) {
    const room = Math.min(sentence.closest(".text").clientHeight, reader.clientHeight);
    sentence.scrollIntoView({ block: sentence.getBoundingClientRect().height < room ? "center" : "start" });
  }

  // After its statement in the page (within a table, in its cell), so that reading and the Tab key go from the statement to the article and on.
  function open(link) {
    const statement = host(link);
    if (statement.localName === "li") statement.append(reader);
    else statement.after(reader);
    status.replaceChildren();
    show(link);
    reader.querySelector(".shown").focus({ preventScroll: true });
  }

  function step(by) {
    const links = trail(shown), to = links[links.indexOf(shown) + by];
    if (!to) return;
    const reading = reader.querySelector(".text").contains(document.activeElement);
    show(to);
    if (reading) reader.querySelector(".shown").focus({ preventScroll: true });
    else say();
  }

  // Where the focus stays on a button, the live region says the sentence.
  function say() {
    const quote = document.createElement("span");
    quote.lang = reader.querySelector(".text").lang;
    quote.textContent = reader.querySelector(".shown").textContent;
    status.replaceChildren(`${note.textContent}, ${place.textContent}, ${title.textContent}: `, quote);
  }

  // The focus goes back to the citation unless the reader has taken it elsewhere.
  function close(preventScroll) {
    const link = shown, here = document.activeElement;
    const within = reader.contains(here) || here === document.body;
    leave();
    holding(link, () => {
      reader.hidden = true;
      document.documentElement.classList.remove("reading");
    });
    if (within) link.focus({ preventScroll });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sentence]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (!shown || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (event.key === "Escape") close(false);
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && reader.contains(document.activeElement)) step(by);
  });
  back.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  shut.addEventListener("click", (event) => close(event.detail > 0)); // by pointer: the brief stays where it is
}
