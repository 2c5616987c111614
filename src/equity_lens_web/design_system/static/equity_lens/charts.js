// Each point of a chart carries its value, interval and people in its <title>. On hover and on
// keyboard focus the same words are shown beside the point, and read out.

const NAMED = "[data-point], g:has(> title), circle:has(> title), path:has(> title), rect:has(> title)";

function pointsOf(picture) {
  return [...picture.querySelectorAll(NAMED)].filter(
    (each) => each.tagName !== "svg" && each.querySelector(":scope > title"),
  );
}

function show(figure, note, point) {
  const box = figure.getBoundingClientRect();
  const at = point.getBoundingClientRect();
  note.textContent = point.querySelector(":scope > title").textContent;
  note.hidden = false;
  const middle = at.left + at.width / 2 - box.left;
  const left = Math.min(Math.max(middle - note.offsetWidth / 2, 0), box.width - note.offsetWidth);
  const above = at.top - box.top - note.offsetHeight - 8;
  const below = at.bottom - box.top + 8;
  note.style.setProperty("left", `${left}px`);
  note.style.setProperty("top", `${above > 0 ? above : below}px`);
}

function walk(points, event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = points[points.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.currentTarget.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}

function enliven(figure) {
  const note = document.createElement("p");
  note.className = "app-chart__note";
  note.setAttribute("aria-hidden", "true");
  note.hidden = true;
  figure.append(note);
  for (const picture of figure.querySelectorAll("svg")) {
    const points = pointsOf(picture);
    if (!points.length) continue;
    picture.setAttribute("role", "group");
    points.forEach((point, place) => {
      // One stop of the Tab key for each chart; the arrow keys go from point to point.
      point.setAttribute("tabindex", place ? "-1" : "0");
      point.setAttribute("role", "img");
      point.setAttribute("aria-label", point.querySelector(":scope > title").textContent);
      point.addEventListener("mouseenter", () => show(figure, note, point));
      point.addEventListener("mouseleave", () => (note.hidden = true));
      point.addEventListener("focus", () => show(figure, note, point));
      point.addEventListener("blur", () => (note.hidden = true));
      point.addEventListener("keydown", (event) => {
        if (event.key === "Escape") note.hidden = true;
        walk(points, event);
      });
    });
  }
}

export function startCharts() {
  document.querySelectorAll("[data-module=app-chart]").forEach(enliven);
}
