// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { HealthRecord } from "./health-record.ts";
import { int, text } from "./metric.ts";

@ObjectType({ implements: HealthRecord, description: "The person as the provider knows them: one a connection, the newest stands.", simpleResolvers: true })
export class Athlete extends HealthRecord {
  @int("age", "Age.", { unit: "years", aggregate: "last", privacy: "identity" }) age!: number | null;
  @text("country", "Country where the person lives.", { privacy: "place" }) country!: string | null;
  @text("bio", "The person's own words about themselves.", { privacy: "identity" }) bio!: string | null;
  @text("state", "State or region where the person lives.", { privacy: "place" }) state!: string | null;
  @text("last_name", "Last name.", { privacy: "identity" }) lastName!: string | null;
  @text("sex", "Sex, as the provider states it.", { privacy: "identity" }) sex!: string | null;
  @text("city", "City where the person lives.", { privacy: "place" }) city!: string | null;
  @text("email", "E-mail address.", { privacy: "identity" }) email!: string | null;
  @text("date_of_birth", "Date of birth.", { privacy: "identity" }) dateOfBirth!: string | null;
  @text("first_name", "First name.", { privacy: "identity" }) firstName!: string | null;
  @text("gender", "Gender, as the provider states it.", { privacy: "identity" }) gender!: string | null;
  @text("account_creation_date", "When the account at the provider was made.", { privacy: "identity" }) accountCreationDate!: string | null;
  @text("provider_user_id", "The person's id at the provider.", { privacy: "identity" }) providerUserId!: string | null;
}
