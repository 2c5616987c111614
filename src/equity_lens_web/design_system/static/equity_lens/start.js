// Pages work without this. It starts the NHS components, and makes charts and uploads livelier.
import { initAll } from "../nhsuk/nhsuk-frontend.min.js";
import { startCharts } from "./charts.js";
import { startProgress } from "./progress.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
startCharts();
startProgress();
