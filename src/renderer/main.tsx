import { openDoor } from './door'
import { pacedDoor } from './door/paced-door'
import { mount } from './mount'
import { connect } from './state/door-session'

connect(pacedDoor(openDoor()))
mount()
