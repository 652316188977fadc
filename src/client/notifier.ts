import { signal } from "@preact/signals";
import type { PageWorker } from "./installation.ts";
import type { Notifier, Permission } from "./surroundings.ts";

/**
 * Notifications of the system, shown through the service worker: on phones there is no other way, and it is still there for a
 * click when the page is not.
 */
export function systemNotifier({ registration, onMessage }: PageWorker): Notifier {
  const permission = signal<Permission>("unsupported");
  const look = () => {
    permission.value = Notification.permission;
  };
  void registration.then(async (registered) => {
    if (!registered || !("Notification" in window)) return;
    look();
    // Whoever changes their mind does so in the browser's settings.
    const status = await navigator.permissions?.query({ name: "notifications" });
    status?.addEventListener("change", look);
  });

  return {
    permission,
    async ask() {
      await Notification.requestPermission();
      look();
    },
    async notify(path, title, body) {
      await (await registration)?.showNotification(title, { body, tag: path, data: path, icon: "/icon-192.png" });
    },
    async withdraw(path) {
      const shown = (await (await registration)?.getNotifications()) ?? [];
      for (const notification of shown) if (`${notification.tag}/`.startsWith(`${path}/`)) notification.close();
    },
    onClicked: (listener) => onMessage(({ path }) => listener(path)),
  };
}
