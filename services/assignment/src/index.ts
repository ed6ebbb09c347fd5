export { type AssignmentConfig, assignmentConfig, startAssignmentService } from './service';
