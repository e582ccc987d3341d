import type pg from "pg";

/** What PostGraphile is given beside the gateway's own tables. */
export const POSTGRAPHILE_SCHEMA = "for_postgraphile";

/**
 * Of its own accord PostGraphile finds rows by one value of a column. For several its documentation has functions
 * like this one, which PostgreSQL merges into the statement that calls it.
 */
export async function preparePostgraphile(client: pg.Client): Promise<void> {
  await client.query(`
    create schema ${POSTGRAPHILE_SCHEMA};
    create function ${POSTGRAPHILE_SCHEMA}.users_of_references(wanted text[]) returns setof users
      language sql stable
      begin atomic
        select * from users u where u.reference_id = any(wanted) order by u.created_at, u.id;
      end;
    comment on function ${POSTGRAPHILE_SCHEMA}.users_of_references is E'@name users_of_references\n@behavior +list -connection';
  `);
}
