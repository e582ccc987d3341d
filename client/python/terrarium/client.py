# Made by `npm run codegen` from the schema and its operations. Do not edit.
"""The operations of schema/operations, each a method of Client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Optional

from .transport import Transport
from .values import DayLike
from .types import (
    AccountOfPerson,
    ActivitiesPage,
    AnyRecord,
    ConnectionStatus,
    ConnectionsPage,
    DailyRestingHeartRatePage,
    Day,
    DaysPage,
    DeliveryState,
    HistoryOfConnection,
    HowIngestIsDoing,
    LabReportsPage,
    LabReportsPageNodes,
    LatestRecordsPage,
    Night,
    NightsPage,
    Order,
    PeoplePage,
    Person,
    RecordSeries,
    RecordType,
    RestingHeartRate,
    SeriesName,
    StuckDeliveriesPage,
    StuckDelivery,
    TimeRange,
    TransferByReference,
    TransfersOfConnection,
    Workout,
)


class Client(Transport):
    """A client of one gateway, with one key: a method for each operation."""

    def activities(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[Workout]:
        """
        Workouts and other activities of people. Every row: pages are fetched as they are read.

        from_: The first day.
        to: The last day.
        user_ids: Only of these users.
        providers: Only these providers, such as GARMIN.
        order: Which come first. OLDEST_FIRST where it is not given.
        first: How many rows to fetch at once, up to 10000. 1000 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.activities_pages(
            from_=from_,
            to=to,
            user_ids=user_ids,
            providers=providers,
            order=order,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def activities_pages(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[ActivitiesPage]:
        """What `activities` gives, in whole pages of `first` rows."""
        return self.pages(
            _ACTIVITIES,
            {"from": from_, "to": to, "userIds": user_ids, "providers": providers, "order": order, "first": first, "after": after},
            lambda data: ActivitiesPage.from_json(data["activities"]),
        )

    def connections(
        self,
        *,
        providers: Optional[Sequence[str]] = None,
        statuses: Optional[Sequence[ConnectionStatus]] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[AccountOfPerson]:
        """
        Accounts at providers: which work, and which have gone quiet. Every row: pages are fetched as they
        are read.

        providers: Only connections at these providers, such as GARMIN.
        statuses: Only connections in these states.
        first: How many rows to fetch at once, up to 10000. 500 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.connections_pages(
            providers=providers,
            statuses=statuses,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def connections_pages(
        self,
        *,
        providers: Optional[Sequence[str]] = None,
        statuses: Optional[Sequence[ConnectionStatus]] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[ConnectionsPage]:
        """What `connections` gives, in whole pages of `first` rows."""
        return self.pages(
            _CONNECTIONS,
            {"providers": providers, "statuses": statuses, "first": first, "after": after},
            lambda data: ConnectionsPage.from_json(data["connections"]),
        )

    def daily_resting_heart_rate(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[RestingHeartRate]:
        """
        The resting heart rate of each person's days, the oldest first; a person with two devices has two
        rows a day. Every row: pages are fetched as they are read.

        from_: The first day.
        to: The last day.
        user_ids: Only of these users.
        providers: Only these providers, such as GARMIN.
        order: Which come first. OLDEST_FIRST where it is not given.
        first: How many rows to fetch at once, up to 10000. 1000 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.daily_resting_heart_rate_pages(
            from_=from_,
            to=to,
            user_ids=user_ids,
            providers=providers,
            order=order,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def daily_resting_heart_rate_pages(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[DailyRestingHeartRatePage]:
        """What `daily_resting_heart_rate` gives, in whole pages of `first` rows."""
        return self.pages(
            _DAILY_RESTING_HEART_RATE,
            {"from": from_, "to": to, "userIds": user_ids, "providers": providers, "order": order, "first": first, "after": after},
            lambda data: DailyRestingHeartRatePage.from_json(data["dailies"]),
        )

    def days(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[Day]:
        """
        The days of people: movement, heart, stress. Every row: pages are fetched as they are read.

        from_: The first day.
        to: The last day.
        user_ids: Only of these users.
        providers: Only these providers, such as GARMIN.
        order: Which come first. OLDEST_FIRST where it is not given.
        first: How many rows to fetch at once, up to 10000. 1000 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.days_pages(
            from_=from_,
            to=to,
            user_ids=user_ids,
            providers=providers,
            order=order,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def days_pages(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[DaysPage]:
        """What `days` gives, in whole pages of `first` rows."""
        return self.pages(
            _DAYS,
            {"from": from_, "to": to, "userIds": user_ids, "providers": providers, "order": order, "first": first, "after": after},
            lambda data: DaysPage.from_json(data["dailies"]),
        )

    def history_of_connection(
        self,
        id: str,
        *,
        first: Optional[int] = None,
    ) -> Optional[HistoryOfConnection]:
        """
        What happened to one account, the oldest first.

        id: The connection's id.
        first: How many rows at most, from 0 to 10000; otherwise BAD_USER_INPUT. 50 where it is not given.
        """
        data = self.ask(_HISTORY_OF_CONNECTION, {"id": id, "first": first})
        return None if data["connection"] is None else HistoryOfConnection.from_json(data["connection"])

    def ingest_status(
        self,
    ) -> HowIngestIsDoing:
        """How the taking of deliveries is doing, with warnings in words. For operators."""
        data = self.ask(_INGEST_STATUS, {})
        return HowIngestIsDoing.from_json(data["ingestStatus"])

    def lab_reports(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[LabReportsPageNodes]:
        """
        Laboratories' reports of people, with their results. Every row: pages are fetched as they are
        read.

        from_: The first day.
        to: The last day.
        user_ids: Only of these users.
        order: Which come first. OLDEST_FIRST where it is not given.
        first: How many rows to fetch at once, up to 10000. 100 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.lab_reports_pages(
            from_=from_,
            to=to,
            user_ids=user_ids,
            order=order,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def lab_reports_pages(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[LabReportsPage]:
        """What `lab_reports` gives, in whole pages of `first` rows."""
        return self.pages(
            _LAB_REPORTS,
            {"from": from_, "to": to, "userIds": user_ids, "order": order, "first": first, "after": after},
            lambda data: LabReportsPage.from_json(data["labReports"]),
        )

    def latest_records(
        self,
        *,
        types: Optional[Sequence[RecordType]] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        time: Optional[TimeRange] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[AnyRecord]:
        """
        Health records of every type, the newest first: what came lately, of whom, from where. Every row:
        pages are fetched as they are read.

        types: Only these types.
        user_ids: Only of these users.
        providers: Only these providers, such as GARMIN.
        time: Only what overlaps this stretch of time.
        first: How many rows to fetch at once, up to 10000. 500 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.latest_records_pages(
            types=types,
            user_ids=user_ids,
            providers=providers,
            time=time,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def latest_records_pages(
        self,
        *,
        types: Optional[Sequence[RecordType]] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        time: Optional[TimeRange] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[LatestRecordsPage]:
        """What `latest_records` gives, in whole pages of `first` rows."""
        return self.pages(
            _LATEST_RECORDS,
            {"types": types, "userIds": user_ids, "providers": providers, "time": time, "first": first, "after": after},
            lambda data: LatestRecordsPage.from_json(data["healthRecords"]),
        )

    def nights(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[Night]:
        """
        The nights of people, by the day of waking. Every row: pages are fetched as they are read.

        from_: The first day.
        to: The last day.
        user_ids: Only of these users.
        providers: Only these providers, such as GARMIN.
        order: Which come first. OLDEST_FIRST where it is not given.
        first: How many rows to fetch at once, up to 10000. 1000 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.nights_pages(
            from_=from_,
            to=to,
            user_ids=user_ids,
            providers=providers,
            order=order,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def nights_pages(
        self,
        *,
        from_: Optional[DayLike] = None,
        to: Optional[DayLike] = None,
        user_ids: Optional[Sequence[str]] = None,
        providers: Optional[Sequence[str]] = None,
        order: Optional[Order] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[NightsPage]:
        """What `nights` gives, in whole pages of `first` rows."""
        return self.pages(
            _NIGHTS,
            {"from": from_, "to": to, "userIds": user_ids, "providers": providers, "order": order, "first": first, "after": after},
            lambda data: NightsPage.from_json(data["sleeps"]),
        )

    def people(
        self,
        *,
        reference_ids: Optional[Sequence[str]] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[Person]:
        """
        Everyone, with the accounts that their data comes by. Every row: pages are fetched as they are
        read.

        reference_ids: Only users with these keys of the app.
        first: How many rows to fetch at once, up to 10000. 500 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.people_pages(
            reference_ids=reference_ids,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def people_pages(
        self,
        *,
        reference_ids: Optional[Sequence[str]] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[PeoplePage]:
        """What `people` gives, in whole pages of `first` rows."""
        return self.pages(
            _PEOPLE,
            {"referenceIds": reference_ids, "first": first, "after": after},
            lambda data: PeoplePage.from_json(data["users"]),
        )

    def person_by_reference(
        self,
        reference_id: str,
    ) -> Optional[Person]:
        """
        One person, by the app's own key.

        reference_id: The app's own key for the person.
        """
        data = self.ask(_PERSON_BY_REFERENCE, {"referenceId": reference_id})
        return None if data["user"] is None else Person.from_json(data["user"])

    def record_series(
        self,
        id: str,
        *,
        names: Optional[Sequence[SeriesName]] = None,
    ) -> Optional[RecordSeries]:
        """
        One record with its samples, in columns: offsets are seconds from the start.

        id: The record's id.
        names: Only these.
        """
        data = self.ask(_RECORD_SERIES, {"id": id, "names": names})
        return None if data["healthRecord"] is None else RecordSeries.from_json(data["healthRecord"])

    def stuck_deliveries(
        self,
        *,
        states: Optional[Sequence[DeliveryState]] = None,
        types: Optional[Sequence[str]] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[StuckDelivery]:
        """
        What Terra delivered and is not applied. For operators. Every row: pages are fetched as they are
        read.

        states: Only deliveries in these states. [FAILED, PENDING] where it is not given.
        types: Only deliveries of these types of Terra's events, such as `sleep`.
        first: How many rows to fetch at once, up to 10000. 500 where it is not given.
        after: The cursor of a page: only what is behind it comes.
        """
        for page in self.stuck_deliveries_pages(
            states=states,
            types=types,
            first=first,
            after=after,
        ):
            yield from page.nodes

    def stuck_deliveries_pages(
        self,
        *,
        states: Optional[Sequence[DeliveryState]] = None,
        types: Optional[Sequence[str]] = None,
        first: Optional[int] = None,
        after: Optional[str] = None,
    ) -> Iterator[StuckDeliveriesPage]:
        """What `stuck_deliveries` gives, in whole pages of `first` rows."""
        return self.pages(
            _STUCK_DELIVERIES,
            {"states": states, "types": types, "first": first, "after": after},
            lambda data: StuckDeliveriesPage.from_json(data["deliveries"]),
        )

    def transfer_by_reference(
        self,
        reference: str,
    ) -> Optional[TransferByReference]:
        """
        How far one request to Terra is, by its reference.

        reference: Terra's reference: the `terra-reference` header of the answer to the request.
        """
        data = self.ask(_TRANSFER_BY_REFERENCE, {"reference": reference})
        return None if data["transfer"] is None else TransferByReference.from_json(data["transfer"])

    def transfers_of_connection(
        self,
        id: str,
        *,
        first: Optional[int] = None,
    ) -> Optional[TransfersOfConnection]:
        """
        The requests for the data of one account, the newest first.

        id: The connection's id.
        first: How many rows at most, from 0 to 10000; otherwise BAD_USER_INPUT. 50 where it is not given.
        """
        data = self.ask(_TRANSFERS_OF_CONNECTION, {"id": id, "first": first})
        return None if data["connection"] is None else TransfersOfConnection.from_json(data["connection"])


_ACTIVITIES = """\
query Activities($from: Date, $to: Date, $userIds: [ID!], $providers: [String!], $order: Order = OLDEST_FIRST, $first: Int = 1000, $after: String) {
  activities(
    days: {from: $from, to: $to}
    userIds: $userIds
    providers: $providers
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...Workout
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment UserKeys on User {
  id
  referenceId
}

fragment Workout on Activity {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  name
  activityType
  activeSeconds
  distanceMeters
  steps
  totalBurnedCalories
  avgHeartRateBpm
  maxHeartRateBpm
  elevationGainMeters
}
"""

_CONNECTIONS = """\
query Connections($providers: [String!], $statuses: [ConnectionStatus!], $first: Int = 500, $after: String) {
  connections(
    providers: $providers
    statuses: $statuses
    first: $first
    after: $after
  ) {
    nodes {
      ...AccountOfPerson
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}

fragment AccountOfPerson on Connection {
  ...Account
  scopes
  notice {
    ...Notice
  }
  user {
    ...UserKeys
  }
}

fragment Notice on ConnectionNotice {
  type
  message
  at
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_DAILY_RESTING_HEART_RATE = """\
query DailyRestingHeartRate($from: Date, $to: Date, $userIds: [ID!], $providers: [String!], $order: Order = OLDEST_FIRST, $first: Int = 1000, $after: String) {
  dailies(
    days: {from: $from, to: $to}
    userIds: $userIds
    providers: $providers
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...RestingHeartRate
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment RestingHeartRate on Daily {
  localDate
  provider
  restingHeartRateBpm
  user {
    ...UserKeys
  }
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_DAYS = """\
query Days($from: Date, $to: Date, $userIds: [ID!], $providers: [String!], $order: Order = OLDEST_FIRST, $first: Int = 1000, $after: String) {
  dailies(
    days: {from: $from, to: $to}
    userIds: $userIds
    providers: $providers
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...Day
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment Day on Daily {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  steps
  distanceMeters
  activeSeconds
  totalBurnedCalories
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgStressLevel
  avgOxygenSaturationPercentage
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_HISTORY_OF_CONNECTION = """\
query HistoryOfConnection($id: ID!, $first: Int = 50) {
  connection(id: $id) {
    ...AccountOfPerson
    history(first: $first) {
      nodes {
        ...AccountEvent
      }
    }
  }
}

fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}

fragment AccountEvent on ConnectionEvent {
  at
  kind
  terraUserId
  details
}

fragment AccountOfPerson on Connection {
  ...Account
  scopes
  notice {
    ...Notice
  }
  user {
    ...UserKeys
  }
}

fragment Notice on ConnectionNotice {
  type
  message
  at
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_INGEST_STATUS = """\
query IngestStatus {
  ingestStatus {
    ...HowIngestIsDoing
  }
}

fragment HowIngestIsDoing on IngestStatus {
  warnings
  isHealthcheckOverdue
  lastHealthcheck {
    ...LastHealthcheck
  }
  lastDeliveryAt
  oldestDeliveryAt
  pendingDeliveries
  oldestPendingAt
  failedDeliveries
  oldestFailedAt
  connectionsKeptAfterRevocation
  queueLength
  queueBytes
}

fragment LastHealthcheck on Healthcheck {
  receivedAt
  createdAt
  status
  trendPercentage
  sentWebhooksLastHour
}
"""

_LAB_REPORTS = """\
query LabReports($from: Date, $to: Date, $userIds: [ID!], $order: Order = OLDEST_FIRST, $first: Int = 100, $after: String) {
  labReports(
    days: {from: $from, to: $to}
    userIds: $userIds
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...RecordHead
      ...Report
      results {
        ...ReportResult
      }
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}

fragment Report on LabReport {
  sessionId
  status
  reportDate
  resultsCount
  failureCode
  failureRetriable
}

fragment ReportResult on LabResult {
  biomarker {
    key
    displayName
    loincCode
  }
  measurement {
    measurementType
    numeric
    bounded {
      operator
      value
    }
    qualitative {
      text
    }
    text
    units
  }
  interpretation {
    flag
  }
  source {
    name
    value
  }
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_LATEST_RECORDS = """\
query LatestRecords($types: [RecordType!], $userIds: [ID!], $providers: [String!], $time: TimeRange, $first: Int = 500, $after: String) {
  healthRecords(
    types: $types
    userIds: $userIds
    providers: $providers
    time: $time
    first: $first
    after: $after
  ) {
    nodes {
      ...AnyRecord
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment AnyRecord on HealthRecord {
  __typename
  ...RecordHead
  ... on Daily {
    ...Day
  }
  ... on Sleep {
    ...Night
  }
  ... on Activity {
    ...Workout
  }
  ... on PlannedWorkout {
    ...Plan
  }
  ... on Hormone {
    ...Hormones
  }
  ... on HealthObservation {
    ...Observation
  }
  ... on LabReport {
    ...Report
  }
}

fragment Day on Daily {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  steps
  distanceMeters
  activeSeconds
  totalBurnedCalories
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgStressLevel
  avgOxygenSaturationPercentage
}

fragment Hormones on Hormone {
  lhMiuPerMl
  e3gNgPerMl
  pdgUgPerMl
  hcgMiuPerMl
  fshMiuPerMl
}

fragment Night on Sleep {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  isNap
  durationInBedSeconds
  durationAsleepSeconds
  durationDeepSleepSeconds
  durationLightSleepSeconds
  durationRemSleepSeconds
  durationAwakeSeconds
  sleepEfficiency
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgBreathsPerMinute
}

fragment Observation on HealthObservation {
  category
  observationType
  severity
  valueType
  quantity
  quantityUnit
  booleanValue
  textValue
  codeValue
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment Plan on PlannedWorkout {
  plannedDate
  name
  activityType
  estimatedDurationSeconds
  estimatedDistanceMeters
}

fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}

fragment Report on LabReport {
  sessionId
  status
  reportDate
  resultsCount
  failureCode
  failureRetriable
}

fragment UserKeys on User {
  id
  referenceId
}

fragment Workout on Activity {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  name
  activityType
  activeSeconds
  distanceMeters
  steps
  totalBurnedCalories
  avgHeartRateBpm
  maxHeartRateBpm
  elevationGainMeters
}
"""

_NIGHTS = """\
query Nights($from: Date, $to: Date, $userIds: [ID!], $providers: [String!], $order: Order = OLDEST_FIRST, $first: Int = 1000, $after: String) {
  sleeps(
    days: {from: $from, to: $to}
    userIds: $userIds
    providers: $providers
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...Night
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment Night on Sleep {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  isNap
  durationInBedSeconds
  durationAsleepSeconds
  durationDeepSleepSeconds
  durationLightSleepSeconds
  durationRemSleepSeconds
  durationAwakeSeconds
  sleepEfficiency
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgBreathsPerMinute
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_PEOPLE = """\
query People($referenceIds: [String!], $first: Int = 500, $after: String) {
  users(referenceIds: $referenceIds, first: $first, after: $after) {
    nodes {
      ...Person
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment Person on User {
  ...UserKeys
  createdAt
  connections {
    ...Account
  }
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_PERSON_BY_REFERENCE = """\
query PersonByReference($referenceId: String!) {
  user(referenceId: $referenceId) {
    ...Person
  }
}

fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}

fragment Person on User {
  ...UserKeys
  createdAt
  connections {
    ...Account
  }
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_RECORD_SERIES = """\
query RecordSeries($id: ID!, $names: [SeriesName!]) {
  healthRecord(id: $id) {
    ...RecordHead
    series(names: $names) {
      ...Samples
    }
  }
}

fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}

fragment SampleColumn on SeriesColumn {
  name
  unit
  numbers
  texts
}

fragment Samples on Series {
  name
  cumulative
  start
  offsets
  columns {
    ...SampleColumn
  }
}

fragment UserKeys on User {
  id
  referenceId
}
"""

_STUCK_DELIVERIES = """\
query StuckDeliveries($states: [DeliveryState!] = [FAILED, PENDING], $types: [String!], $first: Int = 500, $after: String) {
  deliveries(states: $states, types: $types, first: $first, after: $after) {
    nodes {
      ...StuckDelivery
    }
    pageInfo {
      ...PageEnd
    }
  }
}

fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}

fragment StuckDelivery on Delivery {
  id
  receivedAt
  type
  state
  error
  notes
  attempts
  repeats
  bytes
}
"""

_TRANSFER_BY_REFERENCE = """\
query TransferByReference($reference: String!) {
  transfer(reference: $reference) {
    ...TransferProgress
    connection {
      ...Account
    }
  }
}

fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}

fragment TransferProgress on Transfer {
  reference
  status
  expectedPayloads
  receivedPayloads
  startedAt
  updatedAt
  lastPayloadAt
  retryAt
  startDate
  endDate
}
"""

_TRANSFERS_OF_CONNECTION = """\
query TransfersOfConnection($id: ID!, $first: Int = 50) {
  connection(id: $id) {
    ...Account
    transfers(first: $first) {
      nodes {
        ...TransferProgress
      }
    }
  }
}

fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}

fragment TransferProgress on Transfer {
  reference
  status
  expectedPayloads
  receivedPayloads
  startedAt
  updatedAt
  lastPayloadAt
  retryAt
  startDate
  endDate
}
"""
