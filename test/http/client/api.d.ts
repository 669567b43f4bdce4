// What the API's own description says, as types: `npx vitest run test/http/client -u` writes it anew.

export interface paths {
    "/api/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workflows of the token's repositories */
        get: operations["listWorkflows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{project_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a workflow on a pull request, which is opened if need be */
        post: operations["startWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete the current state
         * @description Completes a phase with its result, accepts a handoff, or names another state that one step leads to (`next_state`): `error`, the way back, or the phase to recover to.
         */
        post: operations["advanceWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a workflow is, and what comes next */
        get: operations["getWorkflowStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/request-retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the work back
         * @description From testing and verification back to implementation; from error to the phase that failed.
         */
        post: operations["requestRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every handoff, with what was passed on */
        get: operations["getWorkflowHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit record: each event is bound to the one before by its hash */
        get: operations["getWorkflowEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a workflow does not move, and who can do what about it */
        get: operations["explainWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/project/{project_id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the workflows of a repository went */
        get: operations["getProjectStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/owner/{owner}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the workflows of an owner's repositories went */
        get: operations["getOwnerStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to an earlier state
         * @description To any earlier state that the workflow has been in. Takes the scope `operator`.
         */
        post: operations["rollbackWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a workflow for good
         * @description Takes the scope `operator`.
         */
        post: operations["cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open workflows in which it is the turn of one of the token's roles */
        get: operations["listWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade the OIDC token of an Actions job for one of Baton's
         * @description For an hour, for the job's repository, in the roles whose `actions` name the workflow. Each token trades once.
         */
        post: operations["tradeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a role is told: its prompt, where the workflow is, and what was handed on */
        get: operations["getContext"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/handoff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One handoff, with all that was passed on */
        get: operations["getHandoff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflows/{workflow_id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you are at work on the phase
         * @description Renews your lease on the phase; so does every other call about the workflow. Where nobody has the phase, it takes it on. With `fence`, it does so only for that claim.
         */
        post: operations["heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Workflows: {
            /** @description Newest first */
            workflows: components["schemas"]["WorkflowSummary"][];
            next_cursor: string | null;
        };
        WorkflowSummary: {
            /** Format: uuid */
            workflow_id: string;
            build_id: string;
            project_id: string;
            pull_number: number;
            status: components["schemas"]["Status"];
            current_state: components["schemas"]["State"];
            current_role: components["schemas"]["Role"];
            claim: components["schemas"]["Claim"];
            retries: number;
            head_sha: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            completed_at: string | null;
        };
        /** @enum {string} */
        Status: "open" | "complete" | "cancelled";
        /** @enum {string} */
        State: "discovery" | "planning" | "handoff_to_coder" | "implementation" | "handoff_to_tester" | "testing" | "handoff_to_verifier" | "verification" | "handoff_to_releaser" | "deployment" | "complete" | "error";
        /** @enum {string|null} */
        Role: "q_assistant" | "code_writer" | "test_auditor" | "verification_overseer" | "release_manager" | null;
        /** @description Who has taken the phase on */
        Claim: {
            holder: string;
            /** @description Whether the calling token has it */
            yours: boolean;
            /** @description Grows with each claim in a workflow; give it with what you hand on */
            fence: number;
            /**
             * Format: date-time
             * @description When the phase is free again unless the holder is heard of; null where a person has it
             * @example 2026-01-31T12:00:00.000Z
             */
            expires_at: string | null;
        } | null;
        /** @description RFC 9457. `type` says which; docs/api.md lists them. */
        Problem: {
            /** @example /problems/stale-state */
            type: string;
            title: string;
            status: number;
            detail: string;
        } & {
            [key: string]: unknown;
        };
        Started: {
            /** Format: uuid */
            workflow_id: string;
            build_id: string;
            pull_number: number;
            initial_state: components["schemas"]["State"];
            status: components["schemas"]["Status"];
            current_role: components["schemas"]["Role"];
            next_role: components["schemas"]["Role"];
            instructions: string;
        };
        /**
         * @description On the pull request `pull_number`; or on the one of `branch` or `issue_number`, opened if need be
         * @example {
         *       "pull_number": 42,
         *       "requirements": "Customers pay by card",
         *       "build_id": "build-7",
         *       "metadata": {
         *         "ticket": "PAY-1"
         *       }
         *     }
         */
        Start: {
            /**
             * @description The pull request, where there is one
             * @example 42
             */
            pull_number?: number;
            /** @description The branch to open a draft pull request for, unless it has an open one, which then is taken */
            branch?: string;
            /** @description The issue that the pull request is to close. Without `branch` its branch is the one whose name begins with the number and a hyphen, as “Create a branch” on the issue names it */
            issue_number?: number;
            /** @description With `branch` or `issue_number`: what it is to be merged into; the default branch unless given */
            base?: string;
            /** @description With `branch` or `issue_number`: the title of a pull request that is opened; the issue's unless given */
            title?: string;
            /** @description The issue's, or else the pull request's, title and body unless given */
            requirements?: string;
            /** @description Yours; `pr-<number>` unless given */
            build_id?: string;
            /** @description Who starts it, in your words; the token's name unless given */
            user_id?: string;
            /** @description Kept with the workflow; 256 KiB at most */
            metadata?: {
                [key: string]: unknown;
            };
        };
        Advanced: {
            /** Format: uuid */
            workflow_id: string;
            previous_state: components["schemas"]["State"];
            new_state: components["schemas"]["State"];
            next_role: components["schemas"]["Role"];
            handoff_data: {
                [key: string]: unknown;
            };
            is_complete: boolean;
            state_description: string;
            claim: components["schemas"]["Claim"] & unknown;
        };
        Advance: {
            /** @enum {string} */
            role: "q_assistant" | "code_writer" | "test_auditor" | "verification_overseer" | "release_manager";
            /** @enum {string} */
            completed_state: "discovery" | "planning" | "handoff_to_coder" | "implementation" | "handoff_to_tester" | "testing" | "handoff_to_verifier" | "verification" | "handoff_to_releaser" | "deployment" | "complete" | "error";
            /** @description What the phase hands on; 256 KiB at most */
            phase_result?: {
                [key: string]: unknown;
            };
            /**
             * @description The state that follows unless given
             * @enum {string}
             */
            next_state?: "discovery" | "planning" | "handoff_to_coder" | "implementation" | "handoff_to_tester" | "testing" | "handoff_to_verifier" | "verification" | "handoff_to_releaser" | "deployment" | "complete" | "error";
            /** @description The commit that was judged; refused where it is no longer the head */
            head_sha?: string;
            /** @description The number of your claim; refused where another has taken its place */
            fence?: number;
            /** @description What to tell the next role; on the way back, why */
            notes?: string;
        };
        WorkflowStatus: components["schemas"]["WorkflowSummary"] & {
            /** @description Completed phases of six */
            progress: number;
            completed_phases: components["schemas"]["Phase"][];
            /** @description The last fifty, oldest first; `history` has all of them with what was passed on */
            handoff_history: components["schemas"]["HandoffSummary"][];
            /** @description Seconds since it started, until it ended */
            elapsed_time: number;
            error_reason: string | null;
            hold: {
                by: string;
                reason: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-31T12:00:00.000Z
                 */
                at: string;
            } | null;
            /** @description Who has to do what until when; null once it is over */
            next_expectations: {
                role: components["schemas"]["Role"];
                task: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T12:00:00.000Z
                 */
                deadline: string | null;
            } | null;
        };
        /** @enum {string} */
        Phase: "discovery" | "planning" | "implementation" | "testing" | "verification" | "deployment";
        HandoffSummary: {
            seq: number;
            /** @enum {string} */
            kind: "step" | "retry" | "fail" | "recover" | "reset";
            from_state: components["schemas"]["State"];
            to_state: components["schemas"]["State"];
            from_role: components["schemas"]["Role"];
            to_role: components["schemas"]["Role"];
            notes: string | null;
            head_sha: string;
            by: components["schemas"]["Actor"];
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            timestamp: string;
        };
        Actor: {
            /** @enum {string} */
            kind: "user" | "app" | "token" | "github" | "baton";
            /** @description GitHub's numeric user id */
            id: number | null;
            login: string;
        };
        RetryRequested: {
            /** Format: uuid */
            workflow_id: string;
            retry_requested: boolean;
            previous_state: components["schemas"]["State"];
            new_state: components["schemas"]["State"] & unknown;
            reason: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            timestamp: string;
        };
        RequestRetry: {
            reason: string;
            /** @description The number of your claim; refused where another has taken its place */
            fence?: number;
            /**
             * @description Only in error: the phase to take up again
             * @enum {string}
             */
            phase?: "discovery" | "planning" | "implementation" | "testing" | "verification" | "deployment";
        };
        History: {
            /** Format: uuid */
            workflow_id: string;
            /** @description Of all pages */
            handoff_count: number;
            /** @description Oldest first */
            handoffs: components["schemas"]["Handoff"][];
            next_cursor: string | null;
        };
        Handoff: components["schemas"]["HandoffSummary"] & {
            data_transferred: {
                [key: string]: unknown;
            };
        };
        Events: {
            /** Format: uuid */
            workflow_id: string;
            /** @description Of all pages */
            event_count: number;
            /** @description Oldest first */
            events: components["schemas"]["Event"][];
            next_cursor: string | null;
        };
        Event: {
            seq: number;
            /** @enum {string} */
            event_type: "started" | "stepped" | "retried" | "failed" | "recovered" | "rolled_back" | "reset_by_push" | "head_changed" | "held" | "unheld" | "cancelled" | "closed" | "reopened" | "merged" | "reloaded" | "claimed" | "claim_lapsed";
            triggered_by: components["schemas"]["Actor"];
            cause: string;
            event_data: {
                [key: string]: unknown;
            };
            handoff_seq: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            timestamp: string;
            prev_hash: string;
            hash: string;
        };
        Explanation: {
            /** Format: uuid */
            workflow_id: string;
            /** @enum {string} */
            standing: "waiting" | "held" | "failed" | "complete" | "closed" | "cancelled";
            current_state: components["schemas"]["State"];
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            since: string;
            head_sha: string;
            claim: components["schemas"]["Claim"];
            hold: {
                by: string;
                reason: string | null;
                /**
                 * Format: date-time
                 * @example 2026-01-31T12:00:00.000Z
                 */
                at: string;
            } | null;
            error_reason: string | null;
            /** @description Who can bring it on */
            roles: components["schemas"]["Role"][];
            /** @description What stands between here and the next state */
            missing: {
                [key: string]: unknown;
            }[];
            /** @description Checks, reviews and deployments that are there and do not count */
            discounted: {
                kind: string;
                name: string;
                url: string | null;
                because: string;
            }[];
            /** @description What somebody can do now, and what would still refuse it */
            ways: {
                [key: string]: unknown;
            }[];
            /** @description What Baton does without being asked */
            by_itself: {
                does: string;
                once: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T12:00:00.000Z
                 */
                at: string | null;
            }[];
            /**
             * Format: date-time
             * @description When GitHub was last read for it
             * @example 2026-01-31T12:00:00.000Z
             */
            read_at: string | null;
        };
        ProjectStats: {
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            from: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            to: string | null;
            total_workflows: number;
            completed: number;
            in_progress: number;
            /** @description In error now */
            failed: number;
            cancelled: number;
            /** @description Completed of those that are completed, failed or cancelled */
            success_rate: number | null;
            /** @description Seconds from start to complete */
            average_duration: number | null;
            p50_duration: number | null;
            p90_duration: number | null;
            /**
             * @description Where the work was sent back or ended in error most often
             * @enum {string|null}
             */
            most_common_failure_point: "discovery" | "planning" | "handoff_to_coder" | "implementation" | "handoff_to_tester" | "testing" | "handoff_to_verifier" | "verification" | "handoff_to_releaser" | "deployment" | "complete" | "error" | null;
            average_handoffs: number | null;
            total_retries: number;
            phases: {
                discovery: components["schemas"]["PhaseStats"];
                planning: components["schemas"]["PhaseStats"];
                implementation: components["schemas"]["PhaseStats"];
                testing: components["schemas"]["PhaseStats"];
                verification: components["schemas"]["PhaseStats"];
                deployment: components["schemas"]["PhaseStats"];
            };
            /** @description What was completed in each week of the window, whenever it started, oldest first; the last 106 weeks at most */
            throughput: components["schemas"]["Week"][];
            project_id: string;
        };
        PhaseStats: {
            /** @description Workflows that have completed it; the durations are of these */
            completed: number;
            average_duration: number | null;
            p50_duration: number | null;
            p90_duration: number | null;
            attempts: number;
            /** @description How often it sent the work back */
            retries: number;
            /** @description How often it, or the handoff behind it, ended in error */
            failures: number;
        };
        Week: {
            /**
             * @description As ISO 8601 names it
             * @example 2026-W05
             */
            week: string;
            /**
             * Format: date
             * @description Its Monday; weeks begin at 00:00 UTC
             * @example 2026-01-26
             */
            begins: string;
            completed: number;
        };
        OwnerStats: {
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            from: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            to: string | null;
            total_workflows: number;
            completed: number;
            in_progress: number;
            /** @description In error now */
            failed: number;
            cancelled: number;
            /** @description Completed of those that are completed, failed or cancelled */
            success_rate: number | null;
            /** @description Seconds from start to complete */
            average_duration: number | null;
            p50_duration: number | null;
            p90_duration: number | null;
            /**
             * @description Where the work was sent back or ended in error most often
             * @enum {string|null}
             */
            most_common_failure_point: "discovery" | "planning" | "handoff_to_coder" | "implementation" | "handoff_to_tester" | "testing" | "handoff_to_verifier" | "verification" | "handoff_to_releaser" | "deployment" | "complete" | "error" | null;
            average_handoffs: number | null;
            total_retries: number;
            phases: {
                discovery: components["schemas"]["PhaseStats"];
                planning: components["schemas"]["PhaseStats"];
                implementation: components["schemas"]["PhaseStats"];
                testing: components["schemas"]["PhaseStats"];
                verification: components["schemas"]["PhaseStats"];
                deployment: components["schemas"]["PhaseStats"];
            };
            /** @description What was completed in each week of the window, whenever it started, oldest first; the last 106 weeks at most */
            throughput: components["schemas"]["Week"][];
            owner: string;
            /** @description The owner's repositories that the token is good for: what is counted */
            project_ids: string[];
        };
        RolledBack: {
            /** Format: uuid */
            workflow_id: string;
            rollback_successful: boolean;
            previous_state: components["schemas"]["State"];
            new_state: components["schemas"]["State"];
            reason: string;
            /** @description The token's name */
            rolled_back_by: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            timestamp: string;
        };
        Rollback: {
            /** @enum {string} */
            target_state: "discovery" | "planning" | "handoff_to_coder" | "implementation" | "handoff_to_tester" | "testing" | "handoff_to_verifier" | "verification" | "handoff_to_releaser" | "deployment" | "complete" | "error";
            reason: string;
        };
        Cancelled: {
            /** Format: uuid */
            workflow_id: string;
            status: components["schemas"]["Status"];
            previous_state: components["schemas"]["State"];
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            timestamp: string;
        };
        Cancel: {
            reason?: string;
        };
        Work: {
            /** @description Newest workflow first */
            work: components["schemas"]["WorkItem"][];
            /** @description A page can be empty and have another behind it */
            next_cursor: string | null;
        };
        WorkItem: components["schemas"]["WorkflowSummary"] & {
            role: components["schemas"]["Role"] & unknown;
            standing: components["schemas"]["Standing"];
            task: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            deadline: string | null;
        };
        /**
         * @description How the role stands towards the workflow: it has the work; a handoff waits for it to accept; its phase failed and it may take it up again; another role has to act; it is on hold; it is over
         * @enum {string}
         */
        Standing: "work" | "accept" | "recover" | "wait" | "held" | "over";
        TradedToken: {
            /** @description Shown this once */
            token: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            expires_at: string;
            project_id: string;
            roles: components["schemas"]["Role"][];
        };
        TradeToken: {
            /** @description What GitHub Actions gave the job, for Baton's address */
            oidc_token: string;
        };
        Context: {
            /** Format: uuid */
            workflow_id: string;
            role: components["schemas"]["Role"];
            current_state: components["schemas"]["State"];
            standing: components["schemas"]["Standing"];
            /** @description The role's prompt: the same for every workflow of a repository */
            system_prompt: string;
            /** @description This workflow, for this role; what came from others is marked in it */
            context_message: string;
            /** @description What was passed on last, whole; untrusted data */
            handoff_data: {
                [key: string]: unknown;
            };
        };
        OneHandoff: {
            /** Format: uuid */
            workflow_id: string;
            handoff: components["schemas"]["Handoff"];
        };
        HeartbeatNoted: {
            /** Format: uuid */
            workflow_id: string;
            current_state: components["schemas"]["State"];
            claim: components["schemas"]["Claim"];
        };
        Heartbeat: {
            /** @enum {string} */
            role: "q_assistant" | "code_writer" | "test_auditor" | "verification_overseer" | "release_manager";
            /** @description The number of your claim; refused where another has taken its place */
            fence?: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listWorkflows: {
        parameters: {
            query?: {
                /** @description `owner/repo` or its numeric id */
                project_id?: string;
                pull_number?: number;
                status?: components["schemas"]["Status"];
                state?: "discovery" | "planning" | "handoff_to_coder" | "implementation" | "handoff_to_tester" | "testing" | "handoff_to_verifier" | "verification" | "handoff_to_releaser" | "deployment" | "complete" | "error";
                /** @description Whose turn it is */
                role?: "q_assistant" | "code_writer" | "test_auditor" | "verification_overseer" | "release_manager";
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflows"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The repository: `owner/repo`, URL-encoded (`owner%2Frepo`), or its numeric id */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Start"];
            };
        };
        responses: {
            /** @description It has started */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description The body is not JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks a scope; The token lacks the role; Whoever implemented cannot judge */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow is in another state; The head is another commit; A workflow is open already; The pull request is not open; No pull request can be opened; The workflow is over; The workflow is on hold; Somebody else has taken the phase on; The claim on the phase is gone; Something is missing to go on; No single step leads there; What is merged cannot be taken back; The same request is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub refused what Baton asked */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub cannot be asked now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    advanceWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Advance"];
            };
        };
        responses: {
            /** @description The state that came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Advanced"];
                };
            };
            /** @description The body is not JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks a scope; The token lacks the role; Whoever implemented cannot judge */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow is in another state; The head is another commit; A workflow is open already; The pull request is not open; No pull request can be opened; The workflow is over; The workflow is on hold; Somebody else has taken the phase on; The claim on the phase is gone; Something is missing to go on; No single step leads there; What is merged cannot be taken back; The same request is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub refused what Baton asked */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub cannot be asked now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWorkflowStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowStatus"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestRetry"];
            };
        };
        responses: {
            /** @description The state that came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryRequested"];
                };
            };
            /** @description The body is not JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks a scope; The token lacks the role; Whoever implemented cannot judge */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow is in another state; The head is another commit; A workflow is open already; The pull request is not open; No pull request can be opened; The workflow is over; The workflow is on hold; Somebody else has taken the phase on; The claim on the phase is gone; Something is missing to go on; No single step leads there; What is merged cannot be taken back; The same request is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub refused what Baton asked */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub cannot be asked now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWorkflowHistory: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWorkflowEvents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Why it waits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProjectStats: {
        parameters: {
            query?: {
                /** @description Workflows that started at or after it */
                from?: string;
                /** @description Workflows that started before it */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The repository: `owner/repo`, URL-encoded (`owner%2Frepo`), or its numeric id */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts and durations, in seconds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectStats"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOwnerStats: {
        parameters: {
            query?: {
                /** @description Workflows that started at or after it */
                from?: string;
                /** @description Workflows that started before it */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The login of a user or an organization, in either case */
                owner: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts and durations, in seconds, of all of them together */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerStats"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollbackWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rollback"];
            };
        };
        responses: {
            /** @description The state that came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolledBack"];
                };
            };
            /** @description The body is not JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks a scope; The token lacks the role; Whoever implemented cannot judge */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow is in another state; The head is another commit; A workflow is open already; The pull request is not open; No pull request can be opened; The workflow is over; The workflow is on hold; Somebody else has taken the phase on; The claim on the phase is gone; Something is missing to go on; No single step leads there; What is merged cannot be taken back; The same request is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub refused what Baton asked */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub cannot be asked now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cancel"];
            };
        };
        responses: {
            /** @description It is over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancelled"];
                };
            };
            /** @description The body is not JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks a scope; The token lacks the role; Whoever implemented cannot judge */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow is in another state; The head is another commit; A workflow is open already; The pull request is not open; No pull request can be opened; The workflow is over; The workflow is on hold; Somebody else has taken the phase on; The claim on the phase is gone; Something is missing to go on; No single step leads there; What is merged cannot be taken back; The same request is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub refused what Baton asked */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub cannot be asked now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWork: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Work"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tradeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TradeToken"];
            };
        };
        responses: {
            /** @description A token */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TradedToken"];
                };
            };
            /** @description The body is not JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks a scope; The token lacks the role; Whoever implemented cannot judge */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow is in another state; The head is another commit; A workflow is open already; The pull request is not open; No pull request can be opened; The workflow is over; The workflow is on hold; Somebody else has taken the phase on; The claim on the phase is gone; Something is missing to go on; No single step leads there; What is merged cannot be taken back; The same request is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub refused what Baton asked */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub cannot be asked now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getContext: {
        parameters: {
            query: {
                role: "q_assistant" | "code_writer" | "test_auditor" | "verification_overseer" | "release_manager";
            };
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prompt, context and handoff data */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Context"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHandoff: {
        parameters: {
            query?: {
                /** @description Its number in the history; the last one unless given */
                seq?: number;
            };
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The handoff */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneHandoff"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    heartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workflow's id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Heartbeat"];
            };
        };
        responses: {
            /** @description You have the phase */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeartbeatNoted"];
                };
            };
            /** @description The body is not JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid token is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks a scope; The token lacks the role; Whoever implemented cannot judge */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workflow is in another state; The head is another commit; A workflow is open already; The pull request is not open; No pull request can be opened; The workflow is over; The workflow is on hold; Somebody else has taken the phase on; The claim on the phase is gone; Something is missing to go on; No single step leads there; What is merged cannot be taken back; The same request is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body must be JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not as described; The phase result cannot be taken; The result says that the phase failed; The Idempotency-Key stands for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong in Baton */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub refused what Baton asked */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description GitHub cannot be asked now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
