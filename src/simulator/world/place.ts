import { type Zone, zoneOf } from "./zone.ts";

export type Place = {
  city: string;
  state: string | null;
  country: string;
  zone: Zone;
  latitude: number;
  longitude: number;
  altitude: number;
};

/** Where people live; the first ones differ most: with changes of the clock, and off the whole hour. */
export const PLACES: readonly Place[] = [
  place("Berlin", null, "Germany", "Europe/Berlin", 52.52, 13.405, 34),
  place("Kathmandu", null, "Nepal", "Asia/Kathmandu", 27.717, 85.324, 1400),
  place("New York", "New York", "United States", "America/New_York", 40.783, -73.965, 20),
  place("Pune", "Maharashtra", "India", "Asia/Kolkata", 18.52, 73.857, 560),
  place("Lisbon", null, "Portugal", "Europe/Lisbon", 38.722, -9.139, 60),
  place("Denver", "Colorado", "United States", "America/Denver", 39.739, -104.99, 1609),
  place("Osaka", null, "Japan", "Asia/Tokyo", 34.694, 135.502, 12),
  place("Porto Alegre", "Rio Grande do Sul", "Brazil", "America/Sao_Paulo", -30.034, -51.23, 10),
];

function place(
  city: string,
  state: string | null,
  country: string,
  zone: string,
  latitude: number,
  longitude: number,
  altitude: number,
): Place {
  return { city, state, country, zone: zoneOf(zone), latitude, longitude, altitude };
}
