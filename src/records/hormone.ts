// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { HealthRecord } from "./health-record.ts";
import { float, text } from "./metric.ts";

@ObjectType({ implements: HealthRecord, description: "Hormones measured at one instant.", simpleResolvers: true })
export class Hormone extends HealthRecord {
  @text("timestamp", "When it was measured, as sent; `startTime` is the same instant.") measuredAt!: string | null;
  @float("lh_mIU_per_ml", "Luteinising hormone (LH).", { unit: "mIU/mL", aggregate: "mean" }) lhMiuPerMl!: number | null;
  @float("e3g_ng_per_ml", "Estrone-3-glucuronide (E3G), what estrogen leaves in urine.", { unit: "ng/mL", aggregate: "mean" }) e3gNgPerMl!: number | null;
  @float("pdg_ug_per_ml", "Pregnanediol glucuronide (PdG), what progesterone leaves in urine.", { unit: "µg/mL", aggregate: "mean" }) pdgUgPerMl!: number | null;
  @float("hcg_mIU_per_ml", "Human chorionic gonadotropin (hCG).", { unit: "mIU/mL", aggregate: "mean" }) hcgMiuPerMl!: number | null;
  @float("fsh_mIU_per_ml", "Follicle-stimulating hormone (FSH).", { unit: "mIU/mL", aggregate: "mean" }) fshMiuPerMl!: number | null;
}
