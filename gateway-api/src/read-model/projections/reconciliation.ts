import type { ProjectionsOf } from './projections.js';

/** What organisations found when they compared registers with other books. */
export const reconciliationProjections: ProjectionsOf<'BooksReconciled'> = {
  BooksReconciled: (database, { channel, block, tx }, { report }) => {
    const { isin, reportId, scope, businessDate } = report;
    const place = [block, tx].map((each) => each.toString().padStart(12, '0')).join(':');
    const sql = 'INSERT INTO reconciliation VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
    database.run(
      sql,
      channel,
      isin,
      place,
      reportId,
      scope,
      String(report['by']),
      businessDate,
      JSON.stringify(report),
    );
  },
};
