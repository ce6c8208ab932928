import { openDoor } from './door'
import { pacedDoor } from './door/paced-door'
import { mount } from './mount'
import { connect } from './state/door-session'
import { openSystemFile } from './state/file-actions'
import { openSystemLink } from './state/links'

const door = openDoor()
connect(pacedDoor(door))
mount()
door.onFile?.((opened) => void ('link' in opened ? openSystemLink(opened.link) : openSystemFile(opened)))
