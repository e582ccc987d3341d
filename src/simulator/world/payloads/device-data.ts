import type { DeviceData } from "../../../terra/payloads/sections.ts";
import type { Account } from "../account.ts";

/** The device, which last gave up its data at a minute of the day. */
export function deviceData({ person, connection }: Account, date: number, minute: number): DeviceData {
  const { clock, connectedAt, device } = connection;
  return {
    activation_timestamp: clock.text(Math.floor(connectedAt / 1000) * 1000),
    data_provided: [],
    hardware_version: null,
    last_upload_date: clock.text(person.place.zone.instantAt(date, minute)),
    manufacturer: device.manufacturer,
    name: device.name,
    other_devices: [],
    serial_number: device.serialNumber,
    software_version: device.softwareVersion,
  };
}
