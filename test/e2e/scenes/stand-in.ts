/**
 * In place of the browser's service worker, and of what it asks a person about notifications: a worker that does nothing, and
 * a person who says no, and then yes. Runs in the page.
 */
export function standIn(): void {
  const nothing = async () => {};
  const registration = Object.assign(new EventTarget(), {
    installing: null,
    waiting: null,
    update: nothing,
    showNotification: nothing,
    getNotifications: async () => [],
  });
  const container = Object.assign(new EventTarget(), {
    controller: { postMessage: () => {} },
    register: async () => registration,
  });
  Object.defineProperty(navigator, "serviceWorker", { value: container });
  const answers: NotificationPermission[] = ["denied", "granted"];
  let permission: NotificationPermission = "default";
  Object.defineProperty(Notification, "permission", { get: () => permission });
  Notification.requestPermission = async () => {
    permission = answers.shift() ?? permission;
    return permission;
  };
}
