// A page about work in the background asks how far it is, and loads again when that is over.

async function ask(place) {
  const answer = await fetch(place.dataset.address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return true;
  const { step, percent, finished } = await answer.json();
  if (finished) {
    window.location.reload();
    return false;
  }
  place.querySelector("[data-step]").textContent = step;
  const bar = place.querySelector("progress");
  if (percent === null) bar.removeAttribute("value");
  else bar.value = percent;
  return true;
}

function follow(place) {
  const again = async () => {
    if (await ask(place).catch(() => true)) window.setTimeout(again, 1000);
  };
  window.setTimeout(again, 500);
}

function dropZone(place) {
  const field = place.querySelector("input[type=file]");
  if (!field) return;
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("app-drop--over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("app-drop--over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("app-drop--over");
    field.files = event.dataTransfer.files;
  });
}

export function startProgress() {
  document.querySelectorAll("[data-module=app-progress]").forEach(follow);
  document.querySelectorAll("[data-module=app-drop]").forEach(dropZone);
}
