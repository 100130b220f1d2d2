package online.neuropod.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.LongRange;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.MoneyStory.Truth;

/** The laws of money, held by whatever happens to four pods of one person in whatever order. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE) // The events hold their own.
class WalletLawsTest {
  /** More than four pods can use up in the time of a story. */
  private static final long ENOUGH = 1_000_000 * Micros.EURO;

  enum What {
    WAIT,
    RESERVE,
    START,
    CHARGE,
    SETTLE,
    END,
    TOP_UP,
    SET,
    SUBTRACT,
    FREEZE,
    UNFREEZE,
    UNLIMIT,
    LIMIT,
    FORGET,
    REPLAY
  }

  /** Something that happens; {@code millis} is how long, how long ago, or how much. */
  record Event(What what, int pod, long rate, long millis) {
    Event withoutLateness() {
      return what == What.START ? new Event(what, pod, rate, 0) : this;
    }

    void happen(MoneyStory story) {
      String slot = "pod-" + pod;
      switch (what) {
        case WAIT -> story.wait(Duration.ofMillis(millis));
        case RESERVE -> story.reserve(slot, rate);
        case START -> story.start(slot, Duration.ofMillis(millis));
        case CHARGE -> story.charge(slot);
        case SETTLE -> story.settle();
        case END -> story.end(slot, Duration.ofMillis(millis));
        case TOP_UP -> story.adjust(Operation.ADD, millis);
        case SET -> story.adjust(Operation.SET, millis);
        case SUBTRACT -> story.adjust(Operation.SUBTRACT, millis);
        case FREEZE -> story.freeze(true);
        case UNFREEZE -> story.freeze(false);
        case UNLIMIT -> story.makeUnlimited(true);
        case LIMIT -> story.makeUnlimited(false);
        case FORGET -> story.forget();
        case REPLAY -> story.replay((int) millis);
      }
    }
  }

  /** Whatever can happen to a wallet that stays limited, or unlimited. */
  @Provide
  Arbitrary<List<Event>> events() {
    return eventsWith(What.SET, What.FORGET);
  }

  /** The same without a way to take a lot of money away. */
  @Provide
  Arbitrary<List<Event>> eventsOfPlenty() {
    return eventsWith();
  }

  /**
   * The same of a wallet that becomes unlimited, and limited again; without starts that become
   * known late, which are paid by the rule of the moment at which they do.
   */
  @Provide
  Arbitrary<List<Event>> switches() {
    return eventsWith(What.UNLIMIT, What.LIMIT)
        .map(events -> events.stream().map(Event::withoutLateness).toList());
  }

  private static Arbitrary<List<Event>> eventsWith(What... more) {
    return events(
        Stream.concat(
                Stream.of(more).map(what -> Tuple.of(1, what)),
                Stream.of(
                    Tuple.of(6, What.WAIT),
                    Tuple.of(4, What.RESERVE),
                    Tuple.of(4, What.START),
                    Tuple.of(4, What.CHARGE),
                    Tuple.of(1, What.SETTLE),
                    Tuple.of(3, What.END),
                    Tuple.of(1, What.TOP_UP),
                    Tuple.of(1, What.SUBTRACT),
                    Tuple.of(1, What.FREEZE),
                    Tuple.of(2, What.UNFREEZE),
                    Tuple.of(2, What.REPLAY)))
            .toList());
  }

  private static Arbitrary<List<Event>> events(List<Tuple2<Integer, What>> frequencies) {
    Arbitrary<What> what = Arbitraries.frequency(frequencies);
    Arbitrary<Long> rate = Arbitraries.of(0L, 1L, 300_000L, 2_500_000L, 8_990_001L, 1_800_000_000L);
    Arbitrary<Long> millis =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 20), Arbitraries.longs().between(0, 3 * 3_600_000L));
    return Combinators.combine(what, Arbitraries.integers().between(0, 3), rate, millis)
        .as(Event::new)
        .list()
        .ofMaxSize(50);
  }

  @Property
  void theLedgerHasNoGapsAndItsBalancesChainAndAreNeverNegative(
      @ForAll("events") List<Event> events,
      @ForAll @LongRange(max = 20_000_000) long initial,
      @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    MoneyStory story = play(events, initial, volumeRate, false);

    long balance = 0;
    long n = 0;
    for (Entry entry : story.ledger()) {
      balance += entry.amountMicros();
      n++;
      assertThat(entry.n()).isEqualTo(n);
      assertThat(entry.balanceAfter()).isEqualTo(balance).isNotNegative();
    }
    assertThat(story.wallet().balanceMicros()).isEqualTo(balance);
    assertThat(story.wallet().n()).isEqualTo(n);
  }

  @Property
  void chargedAndWrittenOffIsRateTimesRunningTimeToTheMicro(
      @ForAll("events") List<Event> events,
      @ForAll @LongRange(max = 20_000_000) long initial,
      @ForAll @LongRange(max = 15_000_000) long volumeRate,
      @ForAll boolean unlimited) {
    MoneyStory story = play(events, initial, volumeRate, unlimited);

    for (Truth truth : story.told()) {
      assertThat(MoneyStory.value(story.entries(truth.slot(), truth.session())))
          .isEqualTo(Micros.cost(truth.rate(), truth.length()));
    }
  }

  @Property
  void ofAWalletThatBecomesUnlimitedAndLimitedAgainTheLimitedTimeIsPaid(
      @ForAll("switches") List<Event> events,
      @ForAll @LongRange(max = 15_000_000) long volumeRate,
      @ForAll boolean unlimited) {
    var story = new MoneyStory(ENOUGH, volumeRate, unlimited, true);
    story.makeUnlimited(false);
    story.adjust(Operation.SET, ENOUGH);
    play(events, story);

    for (Truth truth : story.told()) {
      List<Entry> entries = story.entries(truth.slot(), truth.session());
      assertThat(MoneyStory.value(entries)).isEqualTo(Micros.cost(truth.rate(), truth.length()));
      long paid = -entries.stream().mapToLong(Entry::amountMicros).sum();
      // Where the wallet changes, less than a micro-euro comes to one side or the other.
      assertThat(paid).isCloseTo(limitedValue(story, truth), within((long) story.limits().size()));
    }
  }

  private static long limitedValue(MoneyStory story, Truth truth) {
    long value = 0;
    for (var limit : story.limits().entrySet()) {
      Instant next =
          Optional.ofNullable(story.limits().higherKey(limit.getKey())).orElse(Instant.MAX);
      Instant from = later(limit.getKey(), truth.start());
      Instant to = earlier(next, truth.end().orElseThrow());
      if (!limit.getValue() && to.isAfter(from)) {
        value += Micros.cost(truth.rate(), Duration.between(from, to));
      }
    }
    return value;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /**
   * Of a wallet whose money does not end: where it ends, comes back and a pod starts before the end
   * of another becomes known, the volume's segment of before is closed for good.
   */
  @Property
  void theVolumeIsPaidOnceForTheTimeInWhichAnyPodRan(
      @ForAll("eventsOfPlenty") List<Event> events,
      @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    var story = new MoneyStory(ENOUGH, volumeRate, false, false);
    play(events, story);

    // Each segment rounds down by less than one.
    long value = Micros.cost(volumeRate, story.anyRan());
    assertThat(volumeValue(story)).isBetween(value - segments(story), value);
  }

  /**
   * With restarts it may be less: when an end becomes known late, the wallet does not know any more
   * until when a pod ran that has been started again since.
   */
  @Property
  void theVolumeIsNeverPaidForTimeInWhichNoPodRan(
      @ForAll("eventsOfPlenty") List<Event> events,
      @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    var story = new MoneyStory(ENOUGH, volumeRate, false, true);
    play(events, story);

    assertThat(volumeValue(story)).isBetween(0L, Micros.cost(volumeRate, story.anyRan()));
  }

  private static long volumeValue(MoneyStory story) {
    return MoneyStory.value(
        story.ledger().stream()
            .filter(entry -> entry.slot().filter(Wallet.VOLUME::equals).isPresent())
            .toList());
  }

  private static long segments(MoneyStory story) {
    long between =
        story.ledger().stream()
            .filter(entry -> entry.slot().filter(Wallet.VOLUME::equals).isPresent())
            .filter(entry -> entry.session() == Entry.NO_SEGMENT)
            .count();
    return between
        + Optional.ofNullable(story.wallet().meters().get(Wallet.VOLUME))
            .map(Meter::session)
            .orElse(0L);
  }

  @Property
  void intervalsOfASessionFollowEachOtherWithoutGapOrOverlap(
      @ForAll("events") List<Event> events,
      @ForAll @LongRange(max = 20_000_000) long initial,
      @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    MoneyStory story = play(events, initial, volumeRate, false);

    for (Truth truth : story.told()) {
      Instant upTo = truth.start();
      for (Entry entry : story.entries(truth.slot(), truth.session())) {
        Interval interval = entry.interval().orElseThrow();
        boolean back = entry.kind() == Kind.REFUND;
        assertThat(back ? interval.to() : interval.from()).isEqualTo(upTo);
        upTo = back ? interval.from() : interval.to();
      }
      // The last one may reach beyond the end by what is worth less than a micro-euro.
      assertThat(Micros.cost(truth.rate(), Duration.between(truth.start(), upTo)))
          .isLessThanOrEqualTo(Micros.cost(truth.rate(), truth.length()));
    }
  }

  @Property
  void nothingIsChargedAfterTheCap(
      @ForAll("events") List<Event> events,
      @ForAll @LongRange(max = 2_000_000) long initial,
      @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    MoneyStory story = play(events, initial, volumeRate, false);

    story
        .caps()
        .forEach(
            (slot, cap) ->
                assertThat(story.ledger())
                    .filteredOn(entry -> entry.kind() == Kind.CHARGE)
                    .filteredOn(
                        entry -> slot.equals(entry.slot().orElse("") + "#" + entry.session()))
                    .allMatch(entry -> !entry.interval().orElseThrow().to().isAfter(cap)));
  }

  @Property
  void anUnlimitedWalletRecordsTheValueAndPaysNothing(
      @ForAll("events") List<Event> events, @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    MoneyStory story = play(events, 0, volumeRate, true);

    assertThat(story.ledger())
        .allMatch(entry -> entry.amountMicros() == 0)
        .noneMatch(entry -> entry.kind() == Kind.WRITE_OFF);
    assertThat(story.caps()).isEmpty();
    assertThat(story.wallet().exhaustedAt()).isEmpty();
  }

  @Property
  void afterTheLastEndNothingRuns(
      @ForAll("events") List<Event> events,
      @ForAll @LongRange(max = 20_000_000) long initial,
      @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    Wallet wallet = play(events, initial, volumeRate, false).wallet();

    assertThat(wallet.meters().values()).allMatch(Meter::closed);
    assertThat(wallet.burnRate()).isZero();
  }

  @Property
  void theEndOfTheMoneyIsTheFirstMillisecondAtWhichItIsUsedUp(
      @ForAll("events") List<Event> events,
      @ForAll @LongRange(max = 20_000_000) long initial,
      @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    var story = new MoneyStory(initial, volumeRate, false, true);
    events.forEach(event -> event.happen(story));
    Wallet wallet = story.wallet();

    wallet
        .exhaustedAt()
        .ifPresent(
            end -> {
              Instant from =
                  wallet
                      .running()
                      .filter(meter -> meter.rateMicrosPerHour() > 0)
                      .map(WalletLawsTest::upTo)
                      .min(Instant::compareTo)
                      .orElseThrow();
              assertThat(wallet.accruedAt(end)).isGreaterThanOrEqualTo(wallet.balanceMicros());
              assertThat(end).isAfterOrEqualTo(from);
              assertThat(end.equals(from) || accruedBefore(wallet, end) < wallet.balanceMicros())
                  .isTrue();
            });
  }

  private static long accruedBefore(Wallet wallet, Instant end) {
    return wallet.accruedAt(end.minusMillis(1));
  }

  private static Instant upTo(Meter meter) {
    return meter.upTo().orElseThrow();
  }

  @Property
  void whenTheMoneyHasEndedTheBalanceIsExactlyZeroAndNobodyPaysAnyMore(
      @ForAll("events") List<Event> events,
      @ForAll @LongRange(max = 20_000_000) long initial,
      @ForAll @LongRange(max = 15_000_000) long volumeRate) {
    var story = new MoneyStory(initial, volumeRate, false, true);
    events.forEach(event -> event.happen(story));
    Optional<Instant> end = story.wallet().exhaustedAt();

    end.ifPresent(
        moment -> {
          var draft = new WalletDraft(story.wallet(), moment);
          assertThat(draft.settleIfExhausted(moment.minusMillis(1))).isFalse();
          assertThat(draft.isChanged()).isFalse();
          assertThat(draft.settleIfExhausted(moment)).isTrue();
          assertThat(draft.result().balanceMicros()).isZero();
          assertThat(draft.result().running()).isEmpty();
        });
  }

  private static MoneyStory play(
      List<Event> events, long initial, long volumeRate, boolean unlimited) {
    return play(events, new MoneyStory(initial, volumeRate, unlimited, true));
  }

  private static MoneyStory play(List<Event> events, MoneyStory story) {
    events.forEach(event -> event.happen(story));
    story.endAll();
    return story;
  }
}
