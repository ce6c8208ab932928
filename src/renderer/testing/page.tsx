/** The window over the fixture door, for looking at it: ?scene=live|lookup|… &theme=dark|light */
import { mount } from '../mount'
import { setTheme } from '../state/window-actions'
import { enter, SCENES, type Scene } from './scenes'

const query = new URLSearchParams(location.search)
const asked = query.get('scene')
const scene: Scene = SCENES.find((name) => name === asked) ?? 'live'
setTheme(query.get('theme') === 'light' ? 'light' : 'dark')
mount()
void enter(scene).then((door) => Object.assign(window, { fixtureDoor: door }))
