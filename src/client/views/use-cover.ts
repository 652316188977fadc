import { useLayoutEffect } from "preact/hooks";
import { useClient } from "./client-context.ts";

/** While something lies over the messages, none of them counts as seen. */
export function useCover(isCovering: boolean): void {
  const { covers } = useClient();
  useLayoutEffect(() => {
    if (!isCovering) return;
    covers.value++;
    return () => {
      covers.value--;
    };
  }, [isCovering]);
}
