// Command dockerfile-oracle prints what BuildKit's own frontend makes of Dockerfiles. One JSON request a line on stdin,
// one JSON answer a line on stdout. It builds nothing and opens no connection: every image to start from is empty.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	apicapspb "github.com/moby/buildkit/util/apicaps/pb"
)

type request struct {
	Text string            `json:"text"`
	Args map[string]string `json:"args"`
}

type answer struct {
	// Why no build of all stages could begin; empty where one can.
	Error string `json:"error"`
	// The first line that the error is about, from 1; 0 where it names none.
	Line int `json:"line"`
	// The name of each stage, in lower case; empty where it has none.
	Names []string `json:"names"`
	// What each target builds; the empty one is the last stage.
	Images map[string]image `json:"images"`
}

// What the builder can do: all but layers beside each other, as then no state would say where COPY --link writes.
var abilities = pb.Caps.CapSet(slices.DeleteFunc(pb.Caps.All(), func(ability *apicapspb.APICap) bool {
	return ability.ID == string(pb.CapMergeOp)
}))

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked request
		err := json.Unmarshal(lines.Bytes(), &asked)
		if err == nil {
			err = answers.Encode(read(asked))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "dockerfile-oracle:", err)
			os.Exit(1)
		}
	}
}

func read(asked request) (told answer) {
	defer func() {
		if crash := recover(); crash != nil {
			told = answer{Error: fmt.Sprint("crash: ", crash)}
		}
	}()
	ctx := context.Background()
	list, err := dockerfile2llb.ListTargets(ctx, []byte(asked.Text))
	if err == nil {
		_, err = convert(ctx, asked, "", true)
	}
	if err != nil {
		return refusal(err)
	}
	told.Images = map[string]image{}
	for _, target := range list.Targets {
		told.Names = append(told.Names, target.Name)
		told.Images[target.Name] = build(ctx, asked, target.Name)
	}
	told.Images[""] = build(ctx, asked, "")
	return told
}

func refusal(err error) answer {
	told := answer{Error: err.Error()}
	var at *parser.LocationError
	if errors.As(err, &at) && len(at.Locations) > 0 && len(at.Locations[0]) > 0 {
		told.Line = at.Locations[0][0].Start.Line
	}
	return told
}

func convert(ctx context.Context, asked request, target string, allStages bool) (*dockerfile2llb.Result, error) {
	return dockerfile2llb.Dockerfile2LLB(ctx, []byte(asked.Text), dockerfile2llb.ConvertOpt{
		Config:       dockerui.Config{BuildArgs: asked.Args, Target: target},
		MetaResolver: emptyImages{},
		LLBCaps:      &abilities,
		AllStages:    allStages,
	})
}
