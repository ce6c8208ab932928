import { openDoor } from './door'
import { pacedDoor } from './door/paced-door'
import { mount } from './mount'
import { connect } from './state/door-session'
import { openSystemFile } from './state/file-actions'

const door = openDoor()
connect(pacedDoor(door))
mount()
door.onFile?.((file) => void openSystemFile(file))
