import { useLab } from '../state/lab'
import { cancelTask } from '../state/lab-actions'
import { count } from '../words/format'

/** Long work under way, with how far it is and a way to stop it. */
export function Tasks() {
  const tasks = useLab((lab) => lab.tasks)
  const running = tasks.filter((task) => task.state === 'running')
  const last = tasks.at(-1)
  if (running.length === 0 && last?.state !== 'failed') return null
  if (running.length === 0 && last !== undefined)
    return <p className="task-line tone-bad" role="alert">{`${last.title}: ${last.reason ?? 'failed'}`}</p>
  return (
    <ul className="task-list" aria-label="Running tasks">
      {running.map((task) => (
        <li key={task.task} className="task-line">
          <span>{task.title}</span>
          <span
            className="progress"
            role="progressbar"
            aria-label={task.title}
            aria-valuemin={0}
            aria-valuemax={task.total}
            aria-valuenow={task.done}
          >
            <span style={{ width: `${task.total === 0 ? 0 : (task.done / task.total) * 100}%` }} />
          </span>
          <span className="hint">{`${count(task.done)} of ${count(task.total)}`}</span>
          <button type="button" className="button small" onClick={() => void cancelTask(task.task)}>
            Cancel
          </button>
        </li>
      ))}
    </ul>
  )
}
