import { useClient } from "./client-context.ts";
import { Sentence } from "./sentence.tsx";

/** Says for a moment what was done. The place is always there: what appears together with its words is not read out. */
export function NoticeLine() {
  const { notice } = useClient();
  return (
    <div class="notice-place" role="status">
      {notice.text.value !== null && (
        <p class="notice">
          <Sentence text={notice.text.value} />
        </p>
      )}
    </div>
  );
}
