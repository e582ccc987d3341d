/** Operations to choose from when the explorer opens; each is a tab. They name no day, so that they show whatever there is. */
export type Example = {
  /** What the tab is called. */
  name: string;
  /** What it shows, as the comment above the operation. */
  description: string;
  operation: string;
};

export const EXAMPLES: readonly Example[] = [
  {
    name: "A month of nights",
    description: "The 62 newest nights of each of five people: a month, where two devices watch.",
    operation: `query MonthOfNights {
  users(first: 5) {
    nodes {
      referenceId
      sleeps(first: 62) {
        nodes {
          localDate
          provider
          durationAsleepSeconds
          durationDeepSleepSeconds
          durationRemSleepSeconds
          avgHeartRateBpm
          hrvRmssdMs
        }
      }
    }
  }
}`,
  },
  {
    name: "Latest of everyone",
    description: "Every connection with the newest of what it brought.",
    operation: `query LatestOfEveryone {
  connections(first: 20) {
    nodes {
      provider
      status
      lastDataAt
      user {
        referenceId
      }
      sleeps(first: 1) {
        nodes {
          localDate
          durationAsleepSeconds
        }
      }
      dailies(first: 1) {
        nodes {
          localDate
          steps
        }
      }
      activities(first: 1) {
        nodes {
          startTime
          name
          distanceMeters
        }
      }
      bodies(first: 1) {
        nodes {
          localDate
          weightKg
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
  },
  {
    name: "Lives of accounts",
    description: "Which accounts work, what happened to them, and how far their backfills are.",
    operation: `query LivesOfAccounts {
  connections(first: 20) {
    nodes {
      provider
      status
      notice {
        type
        message
      }
      user {
        referenceId
      }
      history(first: 10) {
        nodes {
          at
          kind
        }
      }
      transfers(first: 1) {
        nodes {
          status
          receivedPayloads
          expectedPayloads
        }
      }
    }
  }
}`,
  },
  {
    name: "Resting heart rate",
    description: "Day by day; null where the device did not say.",
    operation: `query RestingHeartRate {
  dailies(first: 60) {
    nodes {
      localDate
      restingHeartRateBpm
      provider
      user {
        referenceId
      }
    }
  }
}`,
  },
  {
    name: "One day's heart rate",
    description:
      "The samples of the three newest days, where the device gives any; offsets are seconds after start.",
    operation: `query HeartRateOfOneDay {
  dailies(first: 3) {
    nodes {
      localDate
      utcOffset
      provider
      series(names: [HEART_RATE]) {
        start
        columns {
          name
          unit
          numbers
        }
        offsets
      }
    }
  }
}`,
  },
  {
    name: "What is stuck",
    description: "Deliveries that are stored but not applied, and why.",
    operation: `query WhatIsStuck {
  deliveries(states: [FAILED, PENDING], first: 50) {
    nodes {
      receivedAt
      type
      state
      error
      attempts
      nextTryAt
      body
      traceId
      connection {
        provider
        user {
          referenceId
        }
      }
    }
  }
}`,
  },
  {
    name: "How ingest is doing",
    description: "What to look at, and Terra's last word on what it sends.",
    operation: `query HowIngestIsDoing {
  ingestStatus {
    warnings
    lastHealthcheck {
      receivedAt
      status
      trendPercentage
      sentWebhooksLastHour
    }
    lastDeliveryAt
    pendingDeliveries
    failedDeliveries
    oldestFailedAt
    connectionsKeptAfterRevocation
    queueLength
  }
}`,
  },
  {
    name: "Replay what failed",
    description: "Applies failed deliveries again, as after an update; harmless, and page by page.",
    operation: `mutation ReplayWhatFailed {
  replayDeliveries(filter: { states: [FAILED] }, first: 100) {
    replayed
    applied
    failed
    deliveries {
      receivedAt
      type
      state
      error
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
  },
  {
    name: "Live events",
    description: 'What comes in from now on; with (after: "START") from the oldest event kept.',
    operation: `subscription LiveEvents {
  dataEvents {
    __typename
    cursor
    at
    ... on RecordSaved {
      recordType
      revision
      record {
        localDate
        startTime
        provider
        user {
          referenceId
        }
      }
    }
    ... on ConnectionChanged {
      connection {
        provider
        status
      }
    }
    ... on TransferProgressed {
      transfer {
        status
        receivedPayloads
        expectedPayloads
      }
    }
  }
}`,
  },
];
