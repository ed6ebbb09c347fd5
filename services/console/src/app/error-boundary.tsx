import { Component, type ReactNode } from 'react';
import { ProblemPanel } from '../components/problem-panel';

/** Keeps a fault of one page from leaving the person with nothing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <ProblemPanel error={error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
