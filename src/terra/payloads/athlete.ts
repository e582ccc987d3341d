/** Who the person says to be at the provider. */
export type AthletePayload = {
  age: number | null;
  country: string | null;
  bio: string | null;
  state: string | null;
  last_name: string | null;
  sex: string | null;
  city: string | null;
  email: string | null;
  date_of_birth: string | null;
  first_name: string | null;
  gender: string | null;
  account_creation_date: string | null;
  provider_user_id: string | null;
};
