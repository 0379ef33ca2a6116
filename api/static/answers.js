// What is typed is read back before it counts (readings.js), kept as a draft (drafts.js) and handed in once (checks.js); all of
// them only help: the form works without them.
import { followChecks } from "./checks.js";
import { followDraft } from "./drafts.js";
import { followReadings } from "./readings.js";

export function followAnswers(form) {
  form.addEventListener("keydown", leadToCheck);
  if (form.dataset.readUrl) followReadings(form);
  if (!form.dataset.draftUrl) return;
  followDraft(form);
  followChecks(form);
}

// Enter in a line goes on to the next one and at last to Check, so that no try is spent by accident.
function leadToCheck(event) {
  if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || !event.target.matches("input:not([type=checkbox], [type=radio])")) return;
  event.preventDefault();
  const steps = [...event.currentTarget.querySelectorAll("input:not([type=hidden]):enabled, select:enabled, textarea:enabled, button.main")];
  steps[steps.indexOf(event.target) + 1]?.focus();
}
