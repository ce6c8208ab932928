import { openDoor } from './door'
import { mount } from './mount'
import { connect } from './state/door-session'

connect(openDoor())
mount()
