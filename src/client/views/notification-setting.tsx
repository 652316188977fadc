import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";

/** Whether the system tells this person of messages that are meant for them, and what stands in its way. */
export function NotificationSetting() {
  const notifications = useClient().own.value?.notifications;
  if (!notifications) return null;
  const said = laterWords.value.notifications;
  const permission = notifications.permission.value;
  const isOn = notifications.isOn.value;
  return (
    <fieldset class="setting" aria-describedby="notification-words">
      <legend>{said.heading}</legend>
      <p class="hint" id="notification-words" role="status">
        {permission === "denied" ? said.denied : permission === "unsupported" ? said.unsupported : said.what}
      </p>
      {/* Also after a refusal: it has the focus then, and finds out if the browser was told otherwise meanwhile. */}
      {permission !== "unsupported" && (
        <button
          type="button"
          class="button"
          onClick={() => (isOn ? notifications.turnOff() : void notifications.turnOn())}
        >
          {isOn ? said.turnOff : said.turnOn}
        </button>
      )}
    </fieldset>
  );
}
