/** The columns that every table of beliefs shares, so that they stand under one another. */
export const BeliefColumns = () => (
  <colgroup>
    <col className="belief-name" />
    <col className="belief-believes" />
    <col />
  </colgroup>
)
