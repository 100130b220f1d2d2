package online.neuropod.workflows.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import online.neuropod.domain.money.Adjustment;
import online.neuropod.domain.money.Breach;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.LedgerAudit;
import online.neuropod.domain.money.LowBalance;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Reservation;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.workflows.contract.MoneyActivities;
import online.neuropod.workflows.contract.SessionEnd;

/** One wallet, by the domain's own rules of money. */
public final class FakeMoney implements MoneyActivities {
  private static final Duration TICK = Duration.ofHours(1);
  private static final Set<Duration> LEVELS =
      Set.of(Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(10));

  private final InstantSource clock;
  private final String ownerId;
  private final Signals signals;
  private final BiConsumer<String, Long> unpaid;
  private final List<Entry> ledger = new ArrayList<>();
  private final List<LowBalance> warnings = new ArrayList<>();
  private final Set<Session> closed = new HashSet<>();
  private Duration skew = Duration.ZERO;
  private Wallet wallet;
  private boolean hushed;
  private Duration minimumRunway = Duration.ofHours(1);
  private long rate = 2_000_000;

  FakeMoney(InstantSource clock, String ownerId, Signals signals, BiConsumer<String, Long> unpaid) {
    this.clock = clock;
    this.ownerId = ownerId;
    this.signals = signals;
    this.unpaid = unpaid;
    this.wallet = Wallet.empty(ownerId, false);
    change(
        draft -> {
          draft.open(10_000_000);
          return true;
        });
  }

  /** What pods cost from now on, in micro-euros an hour. */
  public synchronized void rate(long microsPerHour) {
    rate = microsPerHour;
  }

  /** How long the money must last at a start. */
  public synchronized void minimumRunway(Duration time) {
    minimumRunway = time;
  }

  /** The wallet. */
  public synchronized Wallet wallet() {
    return wallet;
  }

  /** The amounts of a kind, in order, in micro-euros. */
  public synchronized List<Long> amounts(Kind kind) {
    return ledger.stream().filter(entry -> entry.kind() == kind).map(Entry::amountMicros).toList();
  }

  /** The newest session of a pod's meter. */
  public synchronized Optional<Meter> meter(String podId) {
    return Optional.ofNullable(wallet.meters().get(podId));
  }

  /** The warnings, in order. */
  public synchronized List<LowBalance> warnings() {
    return List.copyOf(warnings);
  }

  /** What the audit finds. */
  public synchronized List<Breach> audit() {
    var audit = new LedgerAudit(wallet, _ -> false);
    ledger.forEach(audit::read);
    return audit.finish();
  }

  /** From now on the store's clock is wrong by this. */
  public synchronized void skew(Duration wrongBy) {
    skew = wrongBy;
  }

  private synchronized Instant now() {
    return clock.instant().plus(skew);
  }

  /** An administrator adds to the balance, and wakes whoever bills. */
  public void topUp(long micros) {
    change(draft -> draft.adjust(Adjustment.Operation.ADD, micros, "because", "admin", "key"));
    wakeOthers(new Session("", ownerId, 0));
  }

  /** Every session of every pod that was closed. */
  synchronized Set<Session> closed() {
    return Set.copyOf(closed);
  }

  /** Whether a session is reserved and not closed. */
  public synchronized boolean isOpen(String podId, long session) {
    return wallet.meter(podId, session).filter(meter -> !meter.closed()).isPresent();
  }

  /** Reserves and starts a session without a workflow. */
  public void begin(Session session, Instant at) {
    reserve(session);
    started(session, at);
  }

  /** From now on nobody is told that a session is closed: whoever waits must look. */
  public synchronized void hush() {
    hushed = true;
  }

  @Override
  public Reserved reserve(Session session) {
    Reservation answer =
        change(
            draft -> draft.reserve(session.podId(), session.session(), rate, 1, 0, minimumRunway));
    return Reserved.of(answer);
  }

  @Override
  public void started(Session session, Instant at) {
    change(
        draft -> {
          draft.started(session.podId(), session.session(), at, 0);
          draft.watchRunway(at, LEVELS);
          return true;
        });
    wakeOthers(session);
  }

  @Override
  public synchronized Outlook outlook(Session session, Instant now) {
    change(
        draft -> {
          draft.watchRunway(now, LEVELS);
          return true;
        });
    return Outlook.of(wallet, session, now, TICK, LEVELS);
  }

  @Override
  public Outlook charge(Session session, Instant to) {
    change(
        draft -> {
          draft.charge(session.podId(), session.session(), to);
          return true;
        });
    return outlook(session, to);
  }

  @Override
  public void close(Session session, SessionEnd end) {
    change(
        draft -> {
          end.startedAt().ifPresent(at -> draft.started(session.podId(), session.session(), at, 0));
          draft.close(session.podId(), session.session(), end.endedAt(), end.cause());
          draft.watchRunway(now(), LEVELS);
          return true;
        });
    synchronized (this) {
      closed.add(session);
      if (hushed) {
        return;
      }
    }
    signals.closed(session);
    wakeOthers(session);
  }

  @Override
  public void stopUnpaid(Session session) {
    wallet()
        .podMeters()
        .forEach(
            (podId, meter) -> {
              if (!meter.closed() && meter.cap().isPresent()) {
                unpaid.accept(podId, meter.session());
              }
            });
  }

  @Override
  public synchronized Optional<Long> openSession(String podId, String owner) {
    return meter(podId).filter(meter -> !meter.closed()).map(Meter::session);
  }

  @Override
  public void announceEnd(Session session, SessionEnd end) {
    signals.ended(session, end);
  }

  private void wakeOthers(Session session) {
    wallet()
        .podMeters()
        .forEach(
            (podId, meter) -> {
              if (!podId.equals(session.podId()) && meter.isRunning()) {
                signals.walletChanged(new Session(podId, ownerId, meter.session()));
              }
            });
  }

  private synchronized <T> T change(Function<WalletDraft, T> rule) {
    var draft = new WalletDraft(wallet.withoutPending(), now());
    T answer = rule.apply(draft);
    if (draft.isChanged()) {
      wallet = draft.result();
      ledger.addAll(wallet.pending());
      warnings.addAll(wallet.alerts().pending());
    }
    return answer;
  }
}
