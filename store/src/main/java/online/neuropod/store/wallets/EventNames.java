package online.neuropod.store.wallets;

import online.neuropod.domain.money.Entry.Event;
import org.jspecify.annotations.Nullable;

/** Events as they are kept: by name. Documents of earlier builds have none. */
final class EventNames {
  private EventNames() {}

  static Event read(@Nullable String name, Event otherwise) {
    return name == null ? otherwise : Event.valueOf(name);
  }
}
