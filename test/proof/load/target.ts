/** Where deliveries go and questions are asked. */
export type Target = { url: string; secret: string; adminKey: string };
