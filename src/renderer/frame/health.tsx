import * as Ariakit from '@ariakit/react'
import { HealthGlyph } from '../glyphs/health-glyph'
import { useLab, useWindow } from '../state/lab'
import { splitSentence } from '../words/sentence'
import { InvariantsAnchor } from './invariants'

/** The ring's condition in a sentence, from which the predicates open. */
export function Health({ short }: { short: boolean }) {
  const health = useLab((lab) => lab.health)
  const door = useWindow((state) => state.door.state)
  const snapshot = useWindow((state) => state.snapshot !== null)
  if (!snapshot && door === 'connecting')
    return (
      <p className="health" data-testid="health">
        <HealthGlyph level="none" />
        <span className="soft">Connecting to the lab</span>
      </p>
    )
  if (!snapshot && door === 'closed')
    return (
      <p className="health" data-testid="health" data-level="none">
        <HealthGlyph level="none" />
        <span className="cut soft">{`Last known: ${short ? health.short : health.sentence}`}</span>
      </p>
    )
  const { lead, rest } = splitSentence(short ? health.short : health.sentence)
  const title =
    health.broken.length === 0 ? health.sentence : `${health.sentence} Broken now: ${health.broken.join(', ')}`
  return (
    <div className="health">
      <InvariantsAnchor>
        <Ariakit.PopoverDisclosure
          className="health-button"
          data-testid="health"
          data-level={health.level}
          title={title}
          aria-keyshortcuts="I"
        >
          <HealthGlyph level={health.level} />
          <span className="cut">
            {health.level === 'none' ? (
              <span className="soft">{lead + rest}</span>
            ) : (
              <span className="lead">{lead}</span>
            )}
            {health.level === 'none' ? null : rest}
          </span>
        </Ariakit.PopoverDisclosure>
      </InvariantsAnchor>
    </div>
  )
}
