import type { ComponentChildren } from "preact";
import { type Place, pathOf } from "../place.ts";
import { useClient } from "./client-context.ts";

interface LinkToProps {
  place: Place;
  current?: boolean;
  class: string;
  tabIndex?: number;
  /** Called when the link has been followed. */
  onFollow?: () => void;
  /** Number of the message that whoever comes back is to find again. */
  reading?: number;
  children: ComponentChildren;
}

/** A link within the page: a real address, followed without loading the page again. */
export function LinkTo({
  place,
  current = false,
  class: className,
  tabIndex,
  reading,
  onFollow,
  children,
}: LinkToProps) {
  const { route } = useClient();
  return (
    <a
      class={className}
      href={pathOf(place)}
      tabIndex={tabIndex}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        route.go(place, reading);
        onFollow?.();
      }}
    >
      {children}
    </a>
  );
}
