import type { PredicateView } from '../../shared/model'
import { HealthGlyph } from './health-glyph'

const SHAPES = { holds: 'ideal', healing: 'healing', broken: 'lost' } as const

/** The glyph of a predicate's level, in the shapes of the health dot: check, half disc, diamond. */
export const LevelGlyph = ({ level }: { level: PredicateView['level'] }) => <HealthGlyph level={SHAPES[level]} />
