// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { text, texts } from "./metric.ts";

@ObjectType({ description: "A further device that the data of a record came from.", simpleResolvers: true })
export class OtherDevice {
  @text("device_data.other_devices[].manufacturer", "Maker of the device.", { privacy: "device" }) manufacturer!: string | null;
  @text("device_data.other_devices[].hardware_version", "Hardware version of the device.", { privacy: "device" }) hardwareVersion!: string | null;
  @text("device_data.other_devices[].serial_number", "Serial number of the device.", { privacy: "device" }) serialNumber!: string | null;
  @text("device_data.other_devices[].name", "Name of the device.", { privacy: "device" }) name!: string | null;
  @text("device_data.other_devices[].software_version", "Software version of the device.", { privacy: "device" }) softwareVersion!: string | null;
  @texts("device_data.other_devices[].data_provided", "The kinds of data that the device provides.") dataProvided!: string[] | null;
  @text("device_data.other_devices[].last_upload_date", "When the device last uploaded its data.") lastUploadTime!: string | null;
}
