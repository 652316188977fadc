import type { ComponentChildren } from "preact";
import { type Place, pathOf } from "../place.ts";
import { useClient } from "./client-context.ts";

interface LinkToProps {
  place: Place;
  current?: boolean;
  class: string;
  children: ComponentChildren;
}

/** A link within the page: a real address, followed without loading the page again. */
export function LinkTo({ place, current = false, class: className, children }: LinkToProps) {
  const { route } = useClient();
  return (
    <a
      class={className}
      href={pathOf(place)}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        route.go(place);
      }}
    >
      {children}
    </a>
  );
}
