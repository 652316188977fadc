import type { Room } from "../room.ts";
import type { Rooms } from "../rooms.ts";
import { EVERYWHERE, type Search } from "../search.ts";
import { isolated } from "../words/isolated.ts";
import { laterWords } from "../words/later.ts";
import { dayOfInput } from "./times.ts";

/** No message is older. */
const EARLIEST = "2000-01-01";

interface SearchFiltersProps {
  room: Room;
  rooms: Rooms;
  search: Search;
  /** The reader went to a day. */
  onFollow: () => void;
}

/** The filters of a search as controls. They say what stands in its text, and change that. */
export function SearchFilters({ room, rooms, search, onFollow }: SearchFiltersProps) {
  const names = laterWords.value.search;
  const { after, before, in: within } = search.filters.value;
  const people = search.people.value;
  return (
    <details
      class="search-filters"
      open={search.areFiltersOpen.value}
      onToggle={({ currentTarget }) => (search.areFiltersOpen.value = currentTarget.open)}
    >
      <summary>{names.filters}</summary>
      <div class="search-fields">
        <label>
          {names.room}
          <select
            value={within === undefined ? "" : search.room.value}
            onChange={({ currentTarget }) => search.filter("in", currentTarget.value || null)}
          >
            <option value="">{names.thisRoom(isolated(room.state.info.value?.name ?? room.id))}</option>
            <option value={EVERYWHERE}>{names.allRooms}</option>
            {rooms.shown.value.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {names.person}
          <select
            value={search.person.value ?? ""}
            onChange={({ currentTarget: { value } }) =>
              search.filterPerson(people.find(({ id }) => id === value) ?? null)
            }
          >
            <option value="">{names.anyone}</option>
            {people.map((user) => (
              <option key={user.id} value={user.id}>
                {user.name}
              </option>
            ))}
          </select>
        </label>
        <DayField name="after" day={after} search={search} />
        <DayField name="before" day={before} search={search} />
        <GoToDay room={room} onFollow={onFollow} />
      </div>
    </details>
  );
}

/** A day that the messages come after or before. */
function DayField({ name, day, search }: { name: "after" | "before"; day: string | undefined; search: Search }) {
  return (
    <label>
      {laterWords.value.search[name]}
      <input
        type="date"
        min={EARLIEST}
        value={day}
        onChange={({ currentTarget: { value, validity } }) => {
          // While a year is being typed the field has years of one digit, of two and of three.
          if (validity.valid) search.filter(name, value || null);
        }}
      />
    </label>
  );
}

/** The way to what was said on a day, whatever it was. */
function GoToDay({ room, onFollow }: Pick<SearchFiltersProps, "room" | "onFollow">) {
  const names = laterWords.value.search;
  return (
    <form
      class="search-day"
      onSubmit={(event) => {
        event.preventDefault();
        const time = dayOfInput(new FormData(event.currentTarget).get("day"));
        if (time === null) return;
        onFollow();
        void room.history.goToDate(time);
      }}
    >
      <label>
        {names.goToDate}
        <input type="date" name="day" min={EARLIEST} required />
      </label>
      <button type="submit" class="button">
        {names.go}
      </button>
    </form>
  );
}
